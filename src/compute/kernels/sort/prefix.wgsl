// Sums before each of `length` counters of every digit, in place, and the sum of them all:
// counts[(part · length + i) · digits + digit], sums[part · digits + digit].
@group(0) @binding(0) var<storage, read_write> counts: array<u32>;
@group(0) @binding(1) var<storage, read_write> sums: array<u32>;
struct Parameters { parts: u32, length: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

override bits: u32;

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let part = id.x >> bits;
  if (part >= p.parts) { return; }
  let digit = id.x & ((1u << bits) - 1u);
  var sum = 0u;
  for (var i = 0u; i < p.length; i++) {
    let at = ((part * p.length + i) << bits) + digit;
    let count = counts[at];
    counts[at] = sum;
    sum += count;
  }
  sums[id.x] = sum;
}
