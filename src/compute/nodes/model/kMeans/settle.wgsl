// Ends one Lloyd step, in one workgroup: adds up what moved and what changed, moves the centres, and says whether the run has
// ended. ended: 0 goes on, 1 no row changed its cluster, 2 the centres moved less than tol, 3 a cluster is empty (the centres
// stay: the host gives it a row). journal[slot] = inertia before the move, squared way, rows changed, ended, then the centres.
@group(0) @binding(0) var<storage, read> moved: array<vec2f>;
@group(0) @binding(1) var<storage, read> partials: array<vec2f>;
@group(0) @binding(2) var<storage, read> next: array<f32>;
@group(0) @binding(3) var<storage, read_write> centers: array<f32>;
@group(0) @binding(4) var<storage, read_write> ended: array<u32>;
@group(0) @binding(5) var<storage, read_write> journal: array<f32>;
struct Parameters { moves: u32, lanes: u32, clusters: u32, cols: u32, slot: u32, first: u32, tol: f32 }
@group(0) @binding(6) var<uniform> p: Parameters;

var<workgroup> shares: array<vec4f, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32) {
  let size = (p.clusters + 3u) / 4u * 4u * p.cols;
  let at = p.slot * (4u + size);
  var share = vec4f(0);
  for (var i = lane; i < p.moves; i += 64u) { share += vec4f(0, moved[i].x, 0, moved[i].y); }
  for (var i = lane; i < p.lanes; i += 64u) { share += vec4f(partials[i].x, 0, partials[i].y, 0); }
  shares[lane] = share;
  // Read before the barrier: the first lane writes it behind.
  let before = ended[0];
  workgroupBarrier();
  if (before != 0u) {
    if (lane == 0u) { journal[at + 3u] = f32(before); }
    return;
  }
  var sum = vec4f(0);
  for (var i = 0u; i < 64u; i++) { sum += shares[i]; }
  var now = 0u;
  if (sum.w > 0.0) {
    now = 3u;
  } else if (sum.z == 0.0 && p.first == 0u) {
    now = 1u;
  } else if (sum.y <= p.tol) {
    now = 2u;
  }
  for (var i = lane; i < size; i += 64u) {
    // Centres beyond the last stay far away.
    if (now != 3u && i / (4u * p.cols) * 4u + i % 4u < p.clusters) { centers[i] = next[i]; }
    journal[at + 4u + i] = centers[i];
  }
  if (lane == 0u) {
    ended[0] = now;
    journal[at] = sum.x;
    journal[at + 1u] = sum.y;
    journal[at + 2u] = sum.z;
    journal[at + 3u] = f32(now);
  }
}
