// Aᵀ diag(w) B for one block of rows: 4 × 4 columns a workgroup row, one partial of 16 sums per invocation.
// out[(tile · lanes + lane) · 4 + i] = the four sums of column 4·tileA + i of A with columns 4·tileB … of B.
@group(0) @binding(0) var<storage, read> left: array<vec4f>;
@group(0) @binding(1) var<storage, read> right: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;
struct Parameters { quads: u32, leftCols: u32, rightCols: u32, rightTiles: u32, firstTile: u32, weighted: u32, symmetric: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  let tileA = p.firstTile + group.y / p.rightTiles;
  let tileB = group.y % p.rightTiles;
  if (p.symmetric == 1u && tileB < tileA) { return; }
  // Columns beyond the last are read as the last one; the host leaves their sums out.
  let a = min(vec4u(4u * tileA) + vec4u(0, 1, 2, 3), vec4u(p.leftCols - 1u)) * p.quads;
  let b = min(vec4u(4u * tileB) + vec4u(0, 1, 2, 3), vec4u(p.rightCols - 1u)) * p.quads;
  var s0 = vec4f(0);
  var s1 = vec4f(0);
  var s2 = vec4f(0);
  var s3 = vec4f(0);
  for (var q = id.x; q < p.quads; q += lanes) {
    var b0 = right[b.x + q];
    var b1 = right[b.y + q];
    var b2 = right[b.z + q];
    var b3 = right[b.w + q];
    if (p.weighted == 1u) {
      let w = weights[q];
      b0 *= w; b1 *= w; b2 *= w; b3 *= w;
    }
    let a0 = left[a.x + q];
    let a1 = left[a.y + q];
    let a2 = left[a.z + q];
    let a3 = left[a.w + q];
    s0 += vec4f(dot(a0, b0), dot(a0, b1), dot(a0, b2), dot(a0, b3));
    s1 += vec4f(dot(a1, b0), dot(a1, b1), dot(a1, b2), dot(a1, b3));
    s2 += vec4f(dot(a2, b0), dot(a2, b1), dot(a2, b2), dot(a2, b3));
    s3 += vec4f(dot(a3, b0), dot(a3, b1), dot(a3, b2), dot(a3, b3));
  }
  let at = (group.y * lanes + id.x) * 4u;
  out[at] = s0;
  out[at + 1u] = s1;
  out[at + 2u] = s2;
  out[at + 3u] = s3;
}
