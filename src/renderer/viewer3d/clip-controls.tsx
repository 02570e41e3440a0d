import { ActionIcon, Button, Group, Popover, RangeSlider, Stack, Text, Tooltip } from "@mantine/core";
import { IconBoxModel2 } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Geometry } from "../../contract/scan.ts";
import { directionLetters } from "../../imaging/geometry/orientation.ts";
import { useViewerStore } from "../viewer2d/viewer-store.ts";
import { FULL_CLIP } from "../viewer2d/viewer-types.ts";

const AXES = [0, 1, 2] as const;

/** Six planes that cut the bag open, two along each of its axes, in mm from the box's edge. */
export const ClipControls = ({ geometry }: { readonly geometry: Geometry }): ReactElement => {
  const clip = useViewerStore((s) => s.clip);
  const setClip = useViewerStore((s) => s.setClip);
  const clipped = AXES.some((axis) => clip.min[axis] > 0 || clip.max[axis] < 1);
  return (
    <Popover position="bottom-end" shadow="md" width={300} withinPortal>
      <Popover.Target>
        <Tooltip label="Cut the bag open" openDelay={400}>
          <ActionIcon
            variant={clipped ? "light" : "subtle"}
            color={clipped ? undefined : "gray"}
            size="sm"
            aria-label="Clipping box"
            data-testid="clip-open"
          >
            <IconBoxModel2 size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" data-testid="clip-controls">
          {AXES.map((axis) => {
            const sizeMm = geometry.dims[axis] * geometry.spacingMm[axis];
            const along = geometry.direction[axis];
            const towards = directionLetters(along);
            const from = directionLetters([-along[0], -along[1], -along[2]]);
            return (
              <Group key={axis} gap="sm" wrap="nowrap">
                <Text size="xs" w={18} ta="right" c="dimmed">
                  {from}
                </Text>
                <RangeSlider
                  flex={1}
                  size="sm"
                  min={0}
                  max={1}
                  step={0.005}
                  minRange={0.02}
                  value={[clip.min[axis], clip.max[axis]]}
                  label={(share) => `${Math.round(share * sizeMm)} mm`}
                  thumbFromLabel={`Clip from ${from}`}
                  thumbToLabel={`Clip from ${towards}`}
                  onChange={([low, high]) => {
                    const min: [number, number, number] = [...clip.min];
                    const max: [number, number, number] = [...clip.max];
                    min[axis] = low;
                    max[axis] = high;
                    setClip({ min, max });
                  }}
                />
                <Text size="xs" w={18} c="dimmed">
                  {towards}
                </Text>
              </Group>
            );
          })}
          <Button size="compact-xs" variant="default" disabled={!clipped} onClick={() => setClip(FULL_CLIP)}>
            Whole bag
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
};
