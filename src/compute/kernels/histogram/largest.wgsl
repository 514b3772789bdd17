// Largest magnitudes of pairs, as bits: those of positive floats sort as the numbers do.
@group(0) @binding(0) var<storage, read> pairs: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> largest: array<atomic<u32>, 2>;
struct Parameters { count: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  var most = vec2f(0);
  for (var i = id.x; i < p.count; i += groups.x * 64u) { most = max(most, abs(pairs[i])); }
  atomicMax(&largest[0], bitcast<u32>(most.x));
  atomicMax(&largest[1], bitcast<u32>(most.y));
}
