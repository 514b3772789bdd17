// Weighted sum, sum of squares, smallest and largest code of each column of one block, one partial per invocation.
// out[(column · lanes + lane)] = (Σ w·u, Σ w·u², min, max). Four quads of rows a step, summed in pairs: sums of a quarter the length
// lose fewer digits. The last quad may be part of one: its rows beyond the last count nothing.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> weights: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;
struct Parameters { rows: u32, quads: u32, weighted: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  let column = group.y * p.quads;
  let whole = p.rows / 4u;
  var sum = vec4f(0);
  var squares = vec4f(0);
  var low = vec4f(3.4e38);
  var high = vec4f(-3.4e38);
  var q = id.x;
  for (; q + 3u * lanes < whole; q += 4u * lanes) {
    let u0 = codes[column + q];
    let u1 = codes[column + q + lanes];
    let u2 = codes[column + q + 2u * lanes];
    let u3 = codes[column + q + 3u * lanes];
    var v0 = u0;
    var v1 = u1;
    var v2 = u2;
    var v3 = u3;
    if (p.weighted == 1u) {
      v0 *= weights[q];
      v1 *= weights[q + lanes];
      v2 *= weights[q + 2u * lanes];
      v3 *= weights[q + 3u * lanes];
    }
    sum += (v0 + v1) + (v2 + v3);
    squares += (v0 * u0 + v1 * u1) + (v2 * u2 + v3 * u3);
    low = min(low, min(min(u0, u1), min(u2, u3)));
    high = max(high, max(max(u0, u1), max(u2, u3)));
  }
  for (; q < p.quads; q += lanes) {
    let u = codes[column + q];
    let inside = vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.rows);
    var w = select(vec4f(0), vec4f(1), inside);
    if (p.weighted == 1u) { w *= weights[q]; }
    sum += w * u;
    squares += w * u * u;
    low = select(low, min(low, u), inside);
    high = select(high, max(high, u), inside);
  }
  out[group.y * lanes + id.x] = vec4f(
    sum.x + sum.y + sum.z + sum.w,
    squares.x + squares.y + squares.z + squares.w,
    min(min(low.x, low.y), min(low.z, low.w)),
    max(max(high.x, high.y), max(high.z, high.w)));
}
