// Sums the slices of each node's tasks: out[(node · allFeatures + feature) · bins + bin], of nodes from firstNode on. Sixteen at a time, so
// that single precision adds few terms to a large one.
//% if pairs
@group(0) @binding(0) var<storage, read> slices: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> out: array<vec2f>;
alias Sum = vec2f;
//% else
@group(0) @binding(0) var<storage, read> slices: array<u32>;
@group(0) @binding(2) var<storage, read_write> out: array<u32>;
alias Sum = u32;
//% end
@group(0) @binding(1) var<storage, read> firstTask: array<u32>;
struct Parameters {
  count: u32, features: u32, allFeatures: u32, bins: u32, firstNode: u32,
  // Where the first of these numbers stands in `out`, and whether to add to what is there.
  skip: u32, add: u32,
}
@group(0) @binding(3) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let cells = p.features * p.bins;
  for (var i = id.x; i < p.count; i += groups.x * 64u) {
    let node = i / cells;
    let cell = i % cells;
    let end = firstTask[p.firstNode + node + 1u];
    var sum = Sum();
    for (var task = firstTask[p.firstNode + node]; task < end; task += 16u) {
      var part = Sum();
      for (var t = task; t < min(task + 16u, end); t++) { part += slices[t * cells + cell]; }
      sum += part;
    }
    let at = p.skip + node * p.allFeatures * p.bins + cell;
    if (p.add == 1u) { sum += out[at]; }
    out[at] = sum;
  }
}
