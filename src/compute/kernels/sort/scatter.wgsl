// Moves every key of a lane's stretch to its place by one digit; equal digits keep their order. The place of the lane's first key with
// a digit: keys with a smaller digit, those with this digit in blocks of lanes before, and in lanes before of its block.
@group(0) @binding(0) var<storage, read> keys: array<u32>;
@group(0) @binding(1) var<storage, read> places: array<u32>;
@group(0) @binding(2) var<storage, read_write> counts: array<u32>;
@group(0) @binding(3) var<storage, read> blocks: array<u32>;
@group(0) @binding(4) var<storage, read> totals: array<u32>;
@group(0) @binding(5) var<storage, read_write> keysOut: array<u32>;
@group(0) @binding(6) var<storage, read_write> placesOut: array<u32>;
struct Parameters { count: u32, row: u32, stretch: u32, firstLane: u32, endLane: u32, shift: u32, block: u32 }
@group(0) @binding(7) var<uniform> p: Parameters;

override bits: u32;
override byRow: bool;
override carry: u32;

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let lane = p.firstLane + id.x;
  if (lane >= p.endLane) { return; }
  let digits = 1u << bits;
  let mine = lane * digits;
  let block = (lane / p.block) * digits;
  var smaller = 0u;
  for (var d = 0u; d < digits; d++) {
    counts[mine + d] += smaller + blocks[block + d];
    smaller += totals[d];
  }
  let end = min(p.count, (lane + 1u) * p.stretch);
  for (var i = lane * p.stretch; i < end; i++) {
    let key = keys[i];
    var place = 0u;
    if (carry > 0u) { place = places[i]; }
    var digit = key;
    if (byRow) { digit = place / p.row; }
    let counter = mine + ((digit >> p.shift) & (digits - 1u));
    let to = counts[counter];
    counts[counter] = to + 1u;
    keysOut[to] = key;
    if (carry > 0u) { placesOut[to] = place; }
  }
}
