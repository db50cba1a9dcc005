/** One triangle that covers the pane; `at` is the place in it, 0 to 1, y downwards. */
export const VERTEX = `#version 300 es
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 2.0 : 0.0, gl_VertexID == 2 ? 2.0 : 0.0);
  at = vec2(corner.x, 1.0 - corner.y);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

/**
 * Samples → grey → window, then the map's values → colour on the fixed scale. Where pixels are larger than samples the
 * samples are averaged (4 × 4 of them at most), where they are smaller interpolated; the map's *values* are
 * interpolated, never its colours.
 */
export const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
precision highp sampler2D;
in vec2 at;
out vec4 colour;
uniform usampler2D samples;
uniform vec2 imageSide;
uniform vec4 core;
uniform vec4 held;
uniform vec3 place;
uniform vec2 footprint;
uniform vec2 line;
uniform vec2 tone;
uniform sampler2D map;
uniform ivec2 grid;
uniform vec4 overlay;
uniform bool smoothly;
uniform vec3 stops[11];

float sampleOf(vec2 pixel) {
  ivec2 inTile = ivec2(floor(pixel)) - ivec2(held.xy);
  return float(texelFetch(samples, clamp(inTile, ivec2(0), ivec2(held.zw) - 1), 0).r);
}

float between(vec2 pixel) {
  vec2 corner = pixel - 0.5;
  vec2 part = fract(corner);
  vec2 first = floor(corner) + 0.5;
  float upper = mix(sampleOf(first), sampleOf(first + vec2(1.0, 0.0)), part.x);
  float lower = mix(sampleOf(first + vec2(0.0, 1.0)), sampleOf(first + vec2(1.0, 1.0)), part.x);
  return mix(upper, lower, part.y);
}

float average(vec2 pixel) {
  ivec2 count = ivec2(clamp(ceil(footprint), vec2(1.0), vec2(4.0)));
  float sum = 0.0;
  for (int y = 0; y < count.y; y += 1) {
    for (int x = 0; x < count.x; x += 1) {
      vec2 share = (vec2(x, y) + 0.5) / vec2(count) - 0.5;
      sum += sampleOf(pixel + share * footprint);
    }
  }
  return sum / float(count.x * count.y);
}

float cell(ivec2 index) {
  return texelFetch(map, clamp(index, ivec2(0), grid - 1), 0).r;
}

float valueAt(vec2 point) {
  vec2 position = point * vec2(grid);
  if (!smoothly) return cell(ivec2(floor(position)));
  vec2 corner = clamp(position - 0.5, vec2(0.0), vec2(grid - 1));
  ivec2 first = ivec2(floor(corner));
  vec2 part = fract(corner);
  float upper = mix(cell(first), cell(first + ivec2(1, 0)), part.x);
  float lower = mix(cell(first + ivec2(0, 1)), cell(first + ivec2(1, 1)), part.x);
  return mix(upper, lower, part.y);
}

void main() {
  vec2 point = place.yz + (at - 0.5) / place.x;
  vec2 pixel = point * imageSide;
  if (any(lessThan(pixel, core.xy)) || any(greaterThanEqual(pixel, core.xy + core.zw))) discard;
  float stored = max(footprint.x, footprint.y) > 1.0 ? average(pixel) : between(pixel);
  vec3 shown = vec3(clamp((stored * line.x + line.y) * tone.x + tone.y, 0.0, 1.0));
  float value = overlay.z > 0.0 ? valueAt(point) : 0.0;
  if (abs(value) >= overlay.y * overlay.x && overlay.z > 0.0) {
    float step10 = (clamp(value / overlay.x, -1.0, 1.0) + 1.0) * 5.0;
    int lower = int(min(floor(step10), 9.0));
    shown = mix(shown, mix(stops[lower], stops[lower + 1], step10 - float(lower)), overlay.z);
  }
  colour = vec4(shown, 1.0);
}`;
