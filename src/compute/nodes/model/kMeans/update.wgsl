// Sums of the rows of each cluster: Hᵀ diag(w) [U 1] with H the one-hot matrix of the labels, 4 clusters × 4 features a workgroup
// row, one partial of 16 sums per invocation; the column after the last feature is 1 and gives the clusters' weights.
// partials[(tile · lanes + lane) · 4 + i] = four features' sums of cluster 4·(tile ÷ featureTiles) + i.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> labels: array<vec4u>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> ended: array<u32>;
@group(0) @binding(4) var<storage, read_write> partials: array<vec4f>;
struct Parameters { blockQuads: u32, blockFirst: u32, first: u32, end: u32, rows: u32, weighted: u32, fresh: u32, cols: u32, featureTiles: u32 }
@group(0) @binding(5) var<uniform> p: Parameters;

fn members(label: vec4u, cluster: u32, w: vec4f) -> vec4f {
  return select(vec4f(0), w, label == vec4u(cluster));
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) size: vec3u) {
  if (ended[0] != 0u) { return; }
  let lanes = size.x * 64u;
  let cluster = 4u * (group.y / p.featureTiles);
  let feature = 4u * (group.y % p.featureTiles);
  let column = min(vec4u(feature) + vec4u(0, 1, 2, 3), vec4u(p.cols - 1u)) * p.blockQuads;
  // 1 in the place of the column of ones.
  let one = select(vec4f(0), vec4f(1), vec4u(feature) + vec4u(0, 1, 2, 3) == vec4u(p.cols));
  let feature0 = vec4f(1) - one;
  var s0 = vec4f(0);
  var s1 = vec4f(0);
  var s2 = vec4f(0);
  var s3 = vec4f(0);
  for (var q = p.first + (id.x + lanes - p.first % lanes) % lanes; q < p.end; q += lanes) {
    var w = select(vec4f(0), vec4f(1), vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.rows));
    if (p.weighted == 1u) { w *= weights[q]; }
    let row = q - p.blockFirst;
    let u0 = feature0.x * codes[column.x + row] + one.x;
    let u1 = feature0.y * codes[column.y + row] + one.y;
    let u2 = feature0.z * codes[column.z + row] + one.z;
    let u3 = feature0.w * codes[column.w + row] + one.w;
    let label = labels[q];
    let h0 = members(label, cluster, w);
    let h1 = members(label, cluster + 1u, w);
    let h2 = members(label, cluster + 2u, w);
    let h3 = members(label, cluster + 3u, w);
    s0 += vec4f(dot(h0, u0), dot(h0, u1), dot(h0, u2), dot(h0, u3));
    s1 += vec4f(dot(h1, u0), dot(h1, u1), dot(h1, u2), dot(h1, u3));
    s2 += vec4f(dot(h2, u0), dot(h2, u1), dot(h2, u2), dot(h2, u3));
    s3 += vec4f(dot(h3, u0), dot(h3, u1), dot(h3, u2), dot(h3, u3));
  }
  let at = (group.y * lanes + id.x) * 4u;
  if (p.fresh == 0u) {
    s0 += partials[at];
    s1 += partials[at + 1u];
    s2 += partials[at + 2u];
    s3 += partials[at + 3u];
  }
  partials[at] = s0;
  partials[at + 1u] = s1;
  partials[at + 2u] = s2;
  partials[at + 3u] = s3;
}
