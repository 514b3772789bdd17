// 0: sum. 1: mean. 2: smallest. 3: largest. 4: count. States are the bits of a sum, or keys that sort as the numbers do, where NaN is the
// smallest of the smallest and the largest of the largest.
override op: u32;

fn nothing() -> u32 { return select(0u, 0xffffffffu, op == 2u); }

fn stateOf(bits: u32) -> u32 {
  if (op < 2u) { return bits; }
  if ((bits & 0x7fffffffu) > 0x7f800000u) { return select(0xffffffffu, 0u, op == 2u); }
  return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}

fn joined(a: u32, b: u32) -> u32 {
  if (op < 2u) { return bitcast<u32>(bitcast<f32>(a) + bitcast<f32>(b)); }
  return select(max(a, b), min(a, b), op == 2u);
}

fn result(state: u32, count: u32) -> u32 {
  if (op == 4u) { return bitcast<u32>(f32(count)); }
  if (count == 0u) { return select(0x7fc00000u, 0u, op == 0u); }
  if (op == 0u) { return state; }
  if (op == 1u) { return bitcast<u32>(bitcast<f32>(state) / f32(count)); }
  if (state == select(0xffffffffu, 0u, op == 2u)) { return 0x7fc00000u; }
  return select(~state, state & 0x7fffffffu, state >= 0x80000000u);
}
