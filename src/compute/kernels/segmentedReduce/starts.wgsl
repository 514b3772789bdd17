// Where each segment begins among sorted labels, and after the last the first label that is no segment. Segments count from `segment0`.
@group(0) @binding(0) var<storage, read> labels: array<u32>;
@group(0) @binding(1) var<storage, read_write> starts: array<u32>;
struct Parameters { rows: u32, segments: u32, segment0: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var segment = id.x; segment <= p.segments; segment += groups.x * 64u) {
    var low = 0u;
    var high = p.rows;
    while (low < high) {
      let middle = (low + high) / 2u;
      if (labels[middle] < p.segment0 + segment) { low = middle + 1u; } else { high = middle; }
    }
    starts[segment] = low;
  }
}
