/** The ray-marcher's programs, GLSL 3. One screen-filling triangle; rays are made in the volume's texture space. */

export const VERTEX = /* glsl */ `
in vec3 position;
out vec2 vScreen;
void main() {
  vScreen = position.xy;
  gl_Position = vec4(position.xy, 0.0, 1.0);
}`;

/**
 * Two sums are gathered front to back: the bag (absorbing) and the findings (emitting, with a halo). They are joined at
 * the end so that a finding shines through whatever lies in front of it, weakened but never gone.
 */
export const MARCH_FRAGMENT = /* glsl */ `
precision highp float;
precision highp int;
precision highp sampler3D;
in vec2 vScreen;
out vec4 outColour;

uniform sampler3D uVolume;
uniform sampler3D uSkip;
uniform sampler3D uLabels;
uniform sampler3D uGlow;
uniform sampler2D uTransfer;
uniform sampler2D uFindings;
uniform mat4 uScreenToTexture;
uniform vec3 uClipMin;
uniform vec3 uClipMax;
uniform vec3 uSizeMm;
uniform vec3 uBlockScale;
uniform vec3 uTexel;
uniform float uStepMm;
uniform float uReferenceMm;
uniform float uBagShare;
uniform bool uShaded;
uniform bool uMip;

const int MAX_STEPS = 2048;
const float OPAQUE = 0.02;
const float SURFACE = 0.4;

float hash(vec2 p) {
  return fract(52.9829189 * fract(dot(p, vec2(0.06711056, 0.00583715))));
}

vec3 slope(sampler3D field, vec3 p, float here, vec3 texel) {
  return vec3(
    texture(field, p + vec3(texel.x, 0.0, 0.0)).r - here,
    texture(field, p + vec3(0.0, texel.y, 0.0)).r - here,
    texture(field, p + vec3(0.0, 0.0, texel.z)).r - here);
}

void main() {
  vec4 nearPoint = uScreenToTexture * vec4(vScreen, -1.0, 1.0);
  vec4 farPoint = uScreenToTexture * vec4(vScreen, 1.0, 1.0);
  vec3 origin = nearPoint.xyz / nearPoint.w;
  vec3 ray = farPoint.xyz / farPoint.w - origin;
  vec3 rayMm = ray * uSizeMm;
  float lengthMm = length(rayMm);
  ray /= lengthMm;
  vec3 viewMm = rayMm / lengthMm;
  ray = mix(ray, vec3(1e-9), lessThan(abs(ray), vec3(1e-9)));

  vec3 a = (uClipMin - origin) / ray;
  vec3 b = (uClipMax - origin) / ray;
  vec3 enter = min(a, b);
  vec3 leave = max(a, b);
  float t0 = max(max(enter.x, enter.y), max(enter.z, 0.0));
  float t1 = min(leave.x, min(leave.y, leave.z));
  if (t1 <= t0) {
    outColour = vec4(0.0);
    return;
  }

  float t = t0 + uStepMm * (uShaded ? hash(gl_FragCoord.xy) : 0.5);
  vec3 bag = vec3(0.0);
  float bagLeft = 1.0;
  float brightest = 0.0;
  vec3 finding = vec3(0.0);
  float findingLeft = 1.0;
  float bagLeftAtFinding = 1.0;
  vec3 halo = vec3(0.0);

  for (int step = 0; step < MAX_STEPS; step++) {
    if (t >= t1) break;
    vec3 p = origin + ray * t;
    vec3 q = p * uBlockScale;
    vec2 empty = texelFetch(uSkip, ivec3(floor(q)), 0).rg * 255.0;
    float blocks = bagLeft < OPAQUE && !uMip ? empty.g : empty.r;
    if (blocks > 254.5) break;
    if (blocks > 0.5) {
      vec3 dq = ray * uBlockScale;
      vec3 exit = (floor(q) + mix(vec3(1.0 - blocks), vec3(blocks), vec3(greaterThan(dq, vec3(0.0)))) - q) / dq;
      float jump = max(min(exit.x, min(exit.y, exit.z)), 0.0);
      t += uStepMm * ceil(max(jump, 1e-3) / uStepMm);
      continue;
    }

    float glow = 0.0;
    vec4 who = vec4(0.0);
    // Findings have crisp surfaces: half steps near them, or the dither of the first step would show as grain.
    float stepMm = uShaded && empty.g < 0.5 ? 0.4 * uStepMm : uStepMm;
    if (empty.g < 0.5) {
      glow = texture(uGlow, p).r;
      if (glow > 0.01) {
        int label = int(texture(uLabels, p).r * 255.0 + 0.5);
        who = texelFetch(uFindings, ivec2(label, 0), 0);
      }
    }
    bool dimmed = who.a < 0.3;
    bool removed = glow > SURFACE && who.a < 0.01;

    if (glow > 0.01 && who.a > 0.01) {
      float body = smoothstep(SURFACE - 0.08, SURFACE + 0.12, glow);
      if (body > 0.0 && findingLeft > OPAQUE) {
        float light = 1.0;
        float rim = 0.0;
        if (uShaded) {
          vec3 normal = -slope(uGlow, p, glow, uTexel) / uSizeMm / uTexel;
          float size = length(normal);
          float facing = size > 1e-5 ? abs(dot(normal / size, viewMm)) : 1.0;
          light = 0.5 + 0.55 * facing;
          rim = pow(1.0 - facing, 3.0) * 0.35;
        }
        if (findingLeft > 0.999) bagLeftAtFinding = bagLeft;
        float alpha = 1.0 - pow(1.0 - 0.5 * body * (dimmed ? 0.06 : min(1.0, who.a * 1.4)), stepMm / uReferenceMm * 2.0);
        finding += findingLeft * alpha * (who.rgb * light + rim) * (dimmed ? 0.4 : 1.0);
        findingLeft *= 1.0 - alpha;
      }
      if (!dimmed) halo += who.rgb * who.a * glow * findingLeft * stepMm / uReferenceMm;
    }

    if (!removed && glow < SURFACE && (bagLeft >= OPAQUE || uMip)) {
      float value = texture(uVolume, p).r;
      if (uMip) {
        brightest = max(brightest, value);
      } else {
        vec4 look = texture(uTransfer, vec2(value * (255.0 / 256.0) + 0.5 / 256.0, 0.5));
        float density = look.a * look.a * uBagShare;
        if (density > 0.0004) {
          vec3 colour = look.rgb;
          if (uShaded) {
            vec3 normal = slope(uVolume, p, value, uTexel) / uSizeMm / uTexel;
            float size = length(normal);
            float edge = clamp(size * uReferenceMm * 5.0, 0.0, 1.0);
            float facing = size > 1e-6 ? abs(dot(normal / size, viewMm)) : 1.0;
            // A surface seen edge-on gathers more: shells and seams stand out like glass.
            density *= mix(0.4, 1.5 + 1.6 * (1.0 - facing), edge);
            colour *= mix(0.92, 0.5 + 0.62 * facing, edge);
          }
          float alpha = 1.0 - pow(1.0 - min(density, 0.98), stepMm / uReferenceMm);
          bag += bagLeft * alpha * colour;
          bagLeft *= 1.0 - alpha;
        }
      }
    }
    if (bagLeft < OPAQUE && findingLeft < OPAQUE) break;
    t += stepMm;
  }

  if (uMip) {
    bag = texture(uTransfer, vec2(brightest * (255.0 / 256.0) + 0.5 / 256.0, 0.5)).rgb * uBagShare;
    bagLeftAtFinding = 1.0;
  }
  float through = mix(0.62, 1.0, bagLeftAtFinding);
  vec3 colour = bag * (1.0 - (1.0 - findingLeft) * through) + finding * through;
  colour += (1.0 - exp(-halo * 0.4)) * mix(0.75, 1.0, bagLeftAtFinding) * (1.0 - colour * 0.5);
  outColour = vec4(colour, 1.0);
}`;

/** Copies a finished picture to the canvas; `uRows` is how much of it, from the bottom, is already finer. */
export const COPY_FRAGMENT = /* glsl */ `
precision highp float;
in vec2 vScreen;
out vec4 outColour;
uniform sampler2D uMotion;
uniform sampler2D uRest;
uniform float uRows;
void main() {
  vec2 at = vScreen * 0.5 + 0.5;
  outColour = vec4((at.y < uRows ? texture(uRest, at) : texture(uMotion, at)).rgb, 1.0);
}`;
