import type { Migration } from "./migration.ts";

/**
 * Entities are kept as the JSON document that the contract defines, with the columns beside it that are searched or
 * that a constraint guards. What a person said (decisions, reviews, record versions) can only be added: the triggers
 * refuse change and removal even to our own code. `seq` is the order in which things were written on this station,
 * which no clock can disturb.
 */
export const migration0001: Migration = {
  version: 1,
  sql: `
create table scans (
  seq integer primary key autoincrement,
  id text not null unique,
  imported_utc text not null,
  state text not null check (state in ('arriving', 'opening', 'queued', 'screening', 'ready', 'failed')),
  -- SHA-256 over the originals' own: tells that the same files were imported before; null until known
  fingerprint text,
  demo integer not null default 0 check (demo in (0, 1)),
  -- 1 while the newest screening is an alarm and nobody has decided: kept by triggers, read by the worklist
  pending_alarm integer not null default 0 check (pending_alarm in (0, 1)),
  -- the document below without its list of original files, which for a long series is a hundred kilobytes: what lists read
  -- (and before it, so that the database need not page through it)
  brief text not null generated always as (json_set(document, '$.originals', json_array())) stored,
  -- the Scan of the contract
  document text not null check (json_valid(document)),
  -- what only the scans room knows (the scanner's own findings, the sources of an import), never on the wire
  internal text not null default '{}' check (json_valid(internal))
) strict;
create index scans_by_time on scans (imported_utc desc, seq desc);
create index scans_pending on scans (imported_utc desc, seq desc) where pending_alarm = 1;
create index scans_by_fingerprint on scans (fingerprint) where fingerprint is not null;
create index scans_by_state on scans (state);

create table screenings (
  seq integer primary key autoincrement,
  id text not null unique,
  scan_id text not null references scans (id),
  at_utc text not null,
  verdict text not null check (verdict in ('alarm', 'clear', 'abort')),
  document text not null check (json_valid(document))
) strict;
create index screenings_by_scan on screenings (scan_id, seq desc);

create table finding_reviews (
  seq integer primary key autoincrement,
  scan_id text not null references scans (id),
  screening_id text not null references screenings (id),
  finding_id text not null,
  document text not null check (json_valid(document))
) strict;
create index finding_reviews_by_scan on finding_reviews (scan_id, seq);

create table decisions (
  seq integer primary key autoincrement,
  id text not null unique,
  scan_id text not null references scans (id),
  -- the decision that this one changes: a chain without forks, so two officers can never both be the newest
  previous_id text references decisions (id),
  document text not null check (json_valid(document))
) strict;
create index decisions_by_scan on decisions (scan_id, seq desc);
create unique index decisions_first on decisions (scan_id) where previous_id is null;
create unique index decisions_next on decisions (previous_id) where previous_id is not null;

create table seizures (
  seq integer primary key autoincrement,
  id text not null unique,
  case_no text not null unique,
  decision_id text not null references decisions (id),
  created_utc text not null,
  demo integer not null check (demo in (0, 1))
) strict;

create table seizure_scans (
  seizure_id text not null references seizures (id),
  position integer not null,
  scan_id text not null references scans (id),
  primary key (seizure_id, position),
  unique (seizure_id, scan_id)
) strict;
create index seizure_scans_by_scan on seizure_scans (scan_id);

create table seizure_versions (
  seizure_id text not null references seizures (id),
  version integer not null check (version > 0),
  officer text not null,
  saved_utc text not null,
  fields text not null check (json_valid(fields)),
  primary key (seizure_id, version)
) strict;

create table settings (
  key text primary key,
  value text not null check (json_valid(value))
) strict;

create table counters (
  name text primary key,
  value integer not null
) strict;

create trigger screenings_pending after insert on screenings begin
  update scans set pending_alarm = (new.verdict = 'alarm' and not exists (select 1 from decisions where scan_id = new.scan_id))
  where id = new.scan_id;
end;
create trigger decisions_pending after insert on decisions begin
  update scans set pending_alarm = 0 where id = new.scan_id;
end;

create trigger screenings_kept_1 before update on screenings begin select raise(abort, 'screenings are only added'); end;
create trigger screenings_kept_2 before delete on screenings begin select raise(abort, 'screenings are only added'); end;
create trigger finding_reviews_kept_1 before update on finding_reviews begin select raise(abort, 'reviews are only added'); end;
create trigger finding_reviews_kept_2 before delete on finding_reviews begin select raise(abort, 'reviews are only added'); end;
create trigger decisions_kept_1 before update on decisions begin select raise(abort, 'decisions are only added'); end;
create trigger decisions_kept_2 before delete on decisions begin select raise(abort, 'decisions are only added'); end;
create trigger seizures_kept_1 before update on seizures begin select raise(abort, 'seizures are only added'); end;
create trigger seizures_kept_2 before delete on seizures begin select raise(abort, 'seizures are only added'); end;
create trigger seizure_versions_kept_1 before update on seizure_versions begin select raise(abort, 'versions are only added'); end;
create trigger seizure_versions_kept_2 before delete on seizure_versions begin select raise(abort, 'versions are only added'); end;
`,
};
