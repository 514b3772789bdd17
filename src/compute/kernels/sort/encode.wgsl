// Numbers to keys that sort as unsigned integers, each with its place; and sorted keys back to numbers, places to what was there.
// A float's bits, with the sign bit flipped when positive and all bits flipped when negative, sort as the numbers do; −0 becomes 0,
// every NaN the largest key, in descending order too.
@group(0) @binding(0) var<storage, read> source: array<u32>;
@group(0) @binding(1) var<storage, read_write> keys: array<u32>;
@group(0) @binding(2) var<storage, read_write> places: array<u32>;
struct Parameters { count: u32, row: u32, most: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

override floats: bool;
override descending: bool;
// From keys to numbers; `source` then holds the values to fetch, if any.
override back: bool;
// 0: places are not wanted; 1: places of the whole, back to those of the row; 2: places of the whole, back to values.
override carry: u32;

const nan = 0x7fc00000u;
const last = 0xffffffffu;

fn encoded(bits: u32) -> u32 {
  if (!floats) {
    let key = min(bits, p.most);
    return select(key, p.most - key, descending);
  }
  if ((bits & 0x7fffffffu) > 0x7f800000u) { return last; }
  let key = select(bits | 0x80000000u, ~bits, bits > 0x80000000u);
  return select(key, ~key, descending);
}

fn decoded(key: u32) -> u32 {
  if (!floats) { return select(key, p.most - key, descending); }
  if (key == last) { return nan; }
  let plain = select(key, ~key, descending);
  return select(~plain, plain & 0x7fffffffu, plain >= 0x80000000u);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.count; i += lanes) {
    if (!back) {
      keys[i] = encoded(source[i]);
      if (carry > 0u) { places[i] = i; }
    } else {
      keys[i] = decoded(keys[i]);
      if (carry == 1u) { places[i] = places[i] % p.row; }
      if (carry == 2u) { places[i] = source[places[i]]; }
    }
  }
}
