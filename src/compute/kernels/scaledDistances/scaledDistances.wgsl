// out(i, k) = Σ_j ((u(i, j) − middle(k, j)) · steep(k, j))² for one block of rows. Four rows and four places an invocation.
// places[k · cols + j] = middle and steep.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> places: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;
struct Parameters { quads: u32, cols: u32, outputs: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

// Beyond it nothing brings a row back, and the sum of ten thousand squares is in range.
fn square(u: vec4f, place: vec2f) -> vec4f {
  let z = clamp((u - place.x) * place.y, vec4f(-1e15), vec4f(1e15));
  return z * z;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  // Places beyond the last are computed as the last one again; the same value is written to the same place.
  let k = min(vec4u(4u * group.y) + vec4u(0, 1, 2, 3), vec4u(p.outputs - 1u));
  let at = k * p.cols;
  for (var q = id.x; q < p.quads; q += groups.x * 64u) {
    var s0 = vec4f(0);
    var s1 = vec4f(0);
    var s2 = vec4f(0);
    var s3 = vec4f(0);
    for (var j = 0u; j < p.cols; j++) {
      let u = codes[j * p.quads + q];
      s0 += square(u, places[at.x + j]);
      s1 += square(u, places[at.y + j]);
      s2 += square(u, places[at.z + j]);
      s3 += square(u, places[at.w + j]);
    }
    out[k.x * p.quads + q] = s0;
    out[k.y * p.quads + q] = s1;
    out[k.z * p.quads + q] = s2;
    out[k.w * p.quads + q] = s3;
  }
}
