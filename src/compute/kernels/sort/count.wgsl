// How often each digit occurs in each lane's stretch: counts[lane · digits + digit]. A lane owns its counters: no atomics, no
// barriers, and an order to keep. The digit is one of the key or, for the last passes over many rows, one of the row's number.
@group(0) @binding(0) var<storage, read> keys: array<u32>;
@group(0) @binding(1) var<storage, read> places: array<u32>;
@group(0) @binding(2) var<storage, read_write> counts: array<u32>;
struct Parameters { count: u32, row: u32, stretch: u32, firstLane: u32, endLane: u32, shift: u32 }
@group(0) @binding(3) var<uniform> p: Parameters;

override bits: u32;
override byRow: bool;

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let lane = p.firstLane + id.x;
  if (lane >= p.endLane) { return; }
  let digits = 1u << bits;
  let mine = lane * digits;
  for (var d = 0u; d < digits; d++) { counts[mine + d] = 0u; }
  let end = min(p.count, (lane + 1u) * p.stretch);
  for (var i = lane * p.stretch; i < end; i++) {
    var key = 0u;
    if (byRow) { key = places[i] / p.row; } else { key = keys[i]; }
    counts[mine + ((key >> p.shift) & (digits - 1u))]++;
  }
}
