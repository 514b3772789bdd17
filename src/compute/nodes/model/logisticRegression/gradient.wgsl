// Uᵀ R for one block of rows: 4 columns × 4 classes a workgroup row, one partial per invocation:
// partials[(k · cols + j) · lanes + first + invocation] = Σ u(i, j) · r(i, k) over its rows.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> residuals: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> partials: array<f32>;
struct Parameters { quads: u32, cols: u32, outputs: u32, lanes: u32, first: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

// One class alone needs a quarter of the sums; what is not asked for is not compiled.
override alone: bool;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  let place = p.first + id.x;
  // Columns and classes beyond the last are computed as the last one again; the same value is written to the same place.
  let j = min(vec4u(4u * group.y) + vec4u(0, 1, 2, 3), vec4u(p.cols - 1u));
  let a = j * p.quads;
  if (alone) {
    var sum = vec4f(0);
    for (var q = id.x; q < p.quads; q += lanes) {
      let r = residuals[q];
      sum += vec4f(dot(codes[a.x + q], r), dot(codes[a.y + q], r), dot(codes[a.z + q], r), dot(codes[a.w + q], r));
    }
    for (var i = 0u; i < 4u; i++) { partials[j[i] * p.lanes + place] = sum[i]; }
    return;
  }
  let k = min(vec4u(4u * group.z) + vec4u(0, 1, 2, 3), vec4u(p.outputs - 1u));
  let b = k * p.quads;
  var s0 = vec4f(0);
  var s1 = vec4f(0);
  var s2 = vec4f(0);
  var s3 = vec4f(0);
  for (var q = id.x; q < p.quads; q += lanes) {
    let a0 = codes[a.x + q];
    let a1 = codes[a.y + q];
    let a2 = codes[a.z + q];
    let a3 = codes[a.w + q];
    let r0 = residuals[b.x + q];
    let r1 = residuals[b.y + q];
    let r2 = residuals[b.z + q];
    let r3 = residuals[b.w + q];
    s0 += vec4f(dot(a0, r0), dot(a1, r0), dot(a2, r0), dot(a3, r0));
    s1 += vec4f(dot(a0, r1), dot(a1, r1), dot(a2, r1), dot(a3, r1));
    s2 += vec4f(dot(a0, r2), dot(a1, r2), dot(a2, r2), dot(a3, r2));
    s3 += vec4f(dot(a0, r3), dot(a1, r3), dot(a2, r3), dot(a3, r3));
  }
  for (var i = 0u; i < 4u; i++) {
    partials[(k.x * p.cols + j[i]) * p.lanes + place] = s0[i];
    partials[(k.y * p.cols + j[i]) * p.lanes + place] = s1[i];
    partials[(k.z * p.cols + j[i]) * p.lanes + place] = s2[i];
    partials[(k.w * p.cols + j[i]) * p.lanes + place] = s3[i];
  }
}
