// out(i, k) = bias[k] + Σ_j weights[k · cols + j] · u(i, j) for one block of rows; four rows and four outputs an invocation.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;
struct Parameters { quads: u32, cols: u32, outputs: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  if (p.outputs == 1u) {
    // One output alone: sixteen rows share a weight, a quarter of the time of the way below. Quads beyond the last are the last again.
    for (var q = id.x; q < p.quads; q += 4u * lanes) {
      let at = min(vec4u(q) + vec4u(0, 1, 2, 3) * lanes, vec4u(p.quads - 1u));
      var r0 = vec4f(bias[0]);
      var r1 = r0;
      var r2 = r0;
      var r3 = r0;
      for (var j = 0u; j < p.cols; j++) {
        let w = weights[j];
        let column = j * p.quads;
        r0 += w * codes[column + at.x];
        r1 += w * codes[column + at.y];
        r2 += w * codes[column + at.z];
        r3 += w * codes[column + at.w];
      }
      out[at.x] = r0;
      out[at.y] = r1;
      out[at.z] = r2;
      out[at.w] = r3;
    }
    return;
  }
  let first = 4u * group.y;
  // Outputs beyond the last are computed as the last one again; the same value is written to the same place.
  let k = min(vec4u(first) + vec4u(0, 1, 2, 3), vec4u(p.outputs - 1u));
  let w = k * p.cols;
  for (var q = id.x; q < p.quads; q += lanes) {
    var s0 = vec4f(bias[k.x]);
    var s1 = vec4f(bias[k.y]);
    var s2 = vec4f(bias[k.z]);
    var s3 = vec4f(bias[k.w]);
    for (var j = 0u; j < p.cols; j++) {
      let u = codes[j * p.quads + q];
      s0 += weights[w.x + j] * u;
      s1 += weights[w.y + j] * u;
      s2 += weights[w.z + j] * u;
      s3 += weights[w.w + j] * u;
    }
    out[k.x * p.quads + q] = s0;
    out[k.y * p.quads + q] = s1;
    out[k.z * p.quads + q] = s2;
    out[k.w * p.quads + q] = s3;
  }
}
