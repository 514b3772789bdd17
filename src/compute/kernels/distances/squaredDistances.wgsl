// out(i, m) = Σ_j (u(i, j) − v(m, j))² for rows i of one block and rows m of one panel: four rows and four others an invocation.
// Differences are squared, never expanded into norms and products: near rows lose no digits.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> others: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;
struct Parameters { quads: u32, otherQuads: u32, otherRows: u32, firstOther: u32, firstOut: u32, cols: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  let m = p.firstOther + group.y;
  // Others beyond the last take the last one's place: their distance is computed and written there again.
  let other = min(vec4u(4u * m) + vec4u(0, 1, 2, 3), vec4u(p.otherRows - 1u));
  let place = (other + p.firstOut) * p.quads;
  let pick = other - vec4u(4u * m);
  for (var q = id.x; q < p.quads; q += lanes) {
    var s0 = vec4f(0);
    var s1 = vec4f(0);
    var s2 = vec4f(0);
    var s3 = vec4f(0);
    for (var j = 0u; j < p.cols; j++) {
      let u = codes[j * p.quads + q];
      let v = others[j * p.otherQuads + m];
      let d0 = u - v.x;
      let d1 = u - v[pick.y];
      let d2 = u - v[pick.z];
      let d3 = u - v[pick.w];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    out[place.x + q] = s0;
    out[place.y + q] = s1;
    out[place.z + q] = s2;
    out[place.w + q] = s3;
  }
}
