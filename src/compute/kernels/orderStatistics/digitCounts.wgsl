// Counts the next 8 bits of the sort keys of those codes whose higher bits are `prefix`. A float's bits, with the sign bit flipped
// when positive and all bits flipped when negative, sort as the numbers do.
@group(0) @binding(0) var<storage, read> codes: array<f32>;
@group(0) @binding(1) var<storage, read_write> counts: array<atomic<u32>>;
struct Parameters { count: u32, offset: u32, prefix: u32, shift: u32 }
@group(0) @binding(2) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.count; i += lanes) {
    // −0 and 0 are one number.
    let bits = bitcast<u32>(codes[i] + 0.0);
    let key = bits ^ select(0x80000000u, 0xffffffffu, (bits >> 31u) == 1u);
    // A shift by 32 is not defined, so the first digit, which has no prefix, is let through by itself.
    if (p.shift == 24u || (key >> (p.shift + 8u)) == p.prefix) {
      atomicAdd(&counts[p.offset + ((key >> p.shift) & 255u)], 1u);
    }
  }
}
