// The first k of each row's list, and the numbers that stand at their places.
@group(0) @binding(0) var<storage, read> source: array<f32>;
@group(0) @binding(1) var<storage, read> places: array<u32>;
@group(0) @binding(2) var<storage, read_write> values: array<f32>;
@group(0) @binding(3) var<storage, read_write> indices: array<u32>;
struct Parameters { skip: u32, row: u32, k: u32, count: u32, list: u32, stride: u32, first: u32 }
@group(0) @binding(4) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.count; i += lanes) {
    let row = i / p.k;
    // Lists are pairs (key, place) or places alone.
    let place = places[row * p.list + (i % p.k) * p.stride + p.stride - 1u];
    values[p.first + i] = source[p.skip + row * p.row + place];
    indices[p.first + i] = place;
  }
}
