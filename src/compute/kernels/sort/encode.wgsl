// Numbers to keys that sort as unsigned integers (key.wgsl), each with its place; and sorted keys back to numbers, places to what was there.
@group(0) @binding(0) var<storage, read> source: array<u32>;
@group(0) @binding(1) var<storage, read_write> keys: array<u32>;
@group(0) @binding(2) var<storage, read_write> places: array<u32>;
struct Parameters { count: u32, row: u32, most: u32, first: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

// From keys to numbers; `source` then holds the values to fetch, if any.
override back: bool;
// 0: places are not wanted; 1: places of the whole, back to those of the row; 2: places of the whole, back to values.
override carry: u32;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.count; i += lanes) {
    if (!back) {
      keys[i] = encoded(source[i], p.most);
      if (carry > 0u) { places[i] = i; }
    } else {
      keys[i] = decoded(keys[i], p.most);
      if (carry == 1u) { places[i] = p.first + places[i] % p.row; }
      if (carry == 2u) { places[i] = source[places[i]]; }
    }
  }
}
