// Sums of the rows of each cluster: Hᵀ diag(w) [U 1] with H the one-hot matrix of the labels, {{clusters}} clusters × 4 features a workgroup
// row, one partial of {{4 * clusters}} sums per invocation; the column after the last feature is 1 and gives the clusters' weights. Eight
// clusters share a load of the rows: half the time of four.
// partials[(tile · lanes + lane) · {{clusters}} + i] = four features' sums of cluster {{clusters}}·(tile ÷ featureTiles) + i.
@group(0) @binding(0) var<storage, read> codes: array<vec4f>;
@group(0) @binding(1) var<storage, read> labels: array<vec4u>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> ended: array<u32>;
@group(0) @binding(4) var<storage, read_write> partials: array<vec4f>;
struct Parameters { blockQuads: u32, blockFirst: u32, first: u32, end: u32, rows: u32, weighted: u32, fresh: u32, cols: u32, featureTiles: u32 }
@group(0) @binding(5) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) size: vec3u) {
  if (ended[0] != 0u) { return; }
  let lanes = size.x * 64u;
  let cluster = {{clusters}}u * (group.y / p.featureTiles);
  let feature = 4u * (group.y % p.featureTiles);
  let column = min(vec4u(feature) + vec4u(0, 1, 2, 3), vec4u(p.cols - 1u)) * p.blockQuads;
  // 1 in the place of the column of ones.
  let one = select(vec4f(0), vec4f(1), vec4u(feature) + vec4u(0, 1, 2, 3) == vec4u(p.cols));
  let feature0 = vec4f(1) - one;
//% for c in 0..clusters
  var s{{c}} = vec4f(0);
//% end
  for (var q = p.first + id.x; q < p.end; q += lanes) {
    var w = select(vec4f(0), vec4f(1), vec4u(4u * q) + vec4u(0, 1, 2, 3) < vec4u(p.rows));
    if (p.weighted == 1u) { w *= weights[q]; }
    let row = q - p.blockFirst;
    let u0 = feature0.x * codes[column.x + row] + one.x;
    let u1 = feature0.y * codes[column.y + row] + one.y;
    let u2 = feature0.z * codes[column.z + row] + one.z;
    let u3 = feature0.w * codes[column.w + row] + one.w;
    let label = labels[q];
//% for c in 0..clusters
    let h{{c}} = select(vec4f(0), w, label == vec4u(cluster + {{c}}u));
    s{{c}} += vec4f(dot(h{{c}}, u0), dot(h{{c}}, u1), dot(h{{c}}, u2), dot(h{{c}}, u3));
//% end
  }
  let at = (group.y * lanes + id.x) * {{clusters}}u;
  if (p.fresh == 0u) {
//% for c in 0..clusters
    s{{c}} += partials[at + {{c}}u];
//% end
  }
//% for c in 0..clusters
  partials[at + {{c}}u] = s{{c}};
//% end
}
