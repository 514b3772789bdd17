// A number as a key that sorts as an unsigned integer, and back; `most` is the largest of unsigned integers. A float's bits, with the sign bit flipped when positive and all bits
// flipped when negative, sort as the numbers do; −0 becomes 0, every NaN the largest key, in descending order too.
override floats: bool;
override descending: bool;

const nan = 0x7fc00000u;
const last = 0xffffffffu;

fn encoded(bits: u32, most: u32) -> u32 {
  if (!floats) {
    let key = min(bits, most);
    return select(key, most - key, descending);
  }
  if ((bits & 0x7fffffffu) > 0x7f800000u) { return last; }
  let key = select(bits | 0x80000000u, ~bits, bits > 0x80000000u);
  return select(key, ~key, descending);
}

fn decoded(key: u32, most: u32) -> u32 {
  if (!floats) { return select(key, most - key, descending); }
  if (key == last) { return nan; }
  let plain = select(key, ~key, descending);
  return select(~plain, plain & 0x7fffffffu, plain >= 0x80000000u);
}
