// Weighted sum, sum of squares, smallest and largest code of each column of one block, one partial per invocation.
// out[(column · lanes + lane)] = (Σ w·u, Σ w·u², min, max). Four rows a step; rows beyond the last count nothing.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> weights: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;
struct Parameters { rows: u32, quads: u32, weighted: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  let column = group.y;
  var sum = vec4f(0);
  var squares = vec4f(0);
  var low = vec4f(3.4e38);
  var high = vec4f(-3.4e38);
  for (var q = id.x; q < p.quads; q += lanes) {
    let u = codes[column * p.quads + q];
    let inside = vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.rows);
    var w = select(vec4f(0), vec4f(1), inside);
    if (p.weighted == 1u) { w *= weights[q]; }
    sum += w * u;
    squares += w * u * u;
    low = select(low, min(low, u), inside);
    high = select(high, max(high, u), inside);
  }
  out[column * lanes + id.x] = vec4f(
    sum.x + sum.y + sum.z + sum.w,
    squares.x + squares.y + squares.z + squares.w,
    min(min(low.x, low.y), min(low.z, low.w)),
    max(max(high.x, high.y), max(high.z, high.w)));
}
