// One side of a product as panels: packed[((batch · panels + panel) · k + step) · width + line within the panel], zeros for lines
// beyond the last. An invocation moves 4 lines × 4 steps; neighbours read along the steps where these are contiguous (`along`). `quads`
// reads four steps at once, which costs a software adapter hardly more than one.
//% if quads > 0
@group(0) @binding(0) var<storage, read> side: array<vec4f>;
//% else
@group(0) @binding(0) var<storage, read> side: array<f32>;
//% end
@group(0) @binding(1) var<storage, read_write> packed: array<vec4f>;
struct Parameters { lines: u32, k: u32, base: u32, line: u32, step: u32, batch: u32, width: u32, along: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let padded = (p.lines + p.width - 1u) / p.width * p.width;
  let quads = padded / 4u;
  let pieces = (p.k + 3u) / 4u;
  if (id.x >= quads * pieces) { return; }
  let first = 4u * select(id.x % quads, id.x / pieces, p.along == 1u);
  let step = 4u * select(id.x / quads, id.x % pieces, p.along == 1u);
  let lines = vec4u(first) + vec4u(0, 1, 2, 3);
  var source = min(lines, vec4u(p.lines - 1u)) * p.line + p.base + id.z * p.batch + step * p.step;
  var place = (id.z * padded * p.k + first / p.width * p.k * p.width + step * p.width + first % p.width) / 4u;
  let inside = lines < vec4u(p.lines);
//% if quads > 0
  let x0 = select(vec4f(), side[source.x / 4u], inside.x);
  let x1 = select(vec4f(), side[source.y / 4u], inside.y);
  let x2 = select(vec4f(), side[source.z / 4u], inside.z);
  let x3 = select(vec4f(), side[source.w / 4u], inside.w);
//% for s in 0..4
  packed[place + {{s}}u * (p.width / 4u)] = vec4f(x0[{{s}}], x1[{{s}}], x2[{{s}}], x3[{{s}}]);
//% end
//% else
  for (var s = step; s < min(step + 4u, p.k); s++) {
    packed[place] = select(vec4f(), vec4f(side[source.x], side[source.y], side[source.z], side[source.w]), inside);
    source += p.step;
    place += p.width / 4u;
  }
//% end
}
