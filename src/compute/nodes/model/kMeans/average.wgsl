// Next centres from the partial sums: one invocation per cluster and four features. A cluster without weight keeps its centre.
// moved[cluster · featureTiles + tile] = (squared way of the centre in these features, 1 where the cluster is empty).
@group(0) @binding(0) var<storage, read> partials: array<vec4f>;
@group(0) @binding(1) var<storage, read> centers: array<f32>;
@group(0) @binding(2) var<storage, read_write> next: array<f32>;
@group(0) @binding(3) var<storage, read_write> moved: array<vec2f>;
struct Parameters { clusters: u32, cols: u32, tileClusters: u32, featureTiles: u32, lanes: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

// Lanes in portions of 32, so that single precision adds few numbers to a large one.
fn total(cluster: u32, featureTile: u32) -> vec4f {
  let tile = (cluster / p.tileClusters) * p.featureTiles + featureTile;
  var sum = vec4f(0);
  for (var l = 0u; l < p.lanes; l += 32u) {
    var part = vec4f(0);
    for (var i = l; i < min(l + 32u, p.lanes); i++) { part += partials[(tile * p.lanes + i) * p.tileClusters + cluster % p.tileClusters]; }
    sum += part;
  }
  return sum;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let cluster = id.x / p.featureTiles;
  let tile = id.x % p.featureTiles;
  if (cluster >= p.clusters) { return; }
  let sum = total(cluster, tile);
  let weight = total(cluster, p.cols / 4u)[p.cols % 4u];
  var way = 0.0;
  for (var i = 0u; i < 4u; i++) {
    let j = 4u * tile + i;
    if (j >= p.cols) { break; }
    let at = ((cluster / 4u) * p.cols + j) * 4u + cluster % 4u;
    let old = centers[at];
    var after = old;
    if (weight > 0.0) { after = sum[i] / weight; }
    next[at] = after;
    way += (after - old) * (after - old);
  }
  moved[id.x] = vec2f(way, select(0.0, 1.0, weight <= 0.0 && tile == 0u));
}
