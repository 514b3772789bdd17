// Walking rows of `p.size` numbers a quad at a time: one invocation a row or, with `team`, a workgroup of 64 a row.
//% if team
const rowStep = 256u;
var<workgroup> shares: array<f32, 64>;

fn rowOf(group: u32, lane: u32) -> u32 { return group; }
fn firstOf(lane: u32) -> u32 { return 4u * lane; }

fn largestOfAll(x: f32, lane: u32) -> f32 {
  shares[lane] = x;
  workgroupBarrier();
  for (var n = 32u; n > 0u; n /= 2u) {
    if (lane < n) { shares[lane] = max(shares[lane], shares[lane + n]); }
    workgroupBarrier();
  }
  let all = shares[0];
  workgroupBarrier();
  return all;
}

fn sumOfAll(x: f32, lane: u32) -> f32 {
  shares[lane] = x;
  workgroupBarrier();
  for (var n = 32u; n > 0u; n /= 2u) {
    if (lane < n) { shares[lane] += shares[lane + n]; }
    workgroupBarrier();
  }
  let all = shares[0];
  workgroupBarrier();
  return all;
}
//% else
const rowStep = 4u;

fn rowOf(group: u32, lane: u32) -> u32 { return group * 64u + lane; }
fn firstOf(lane: u32) -> u32 { return 0u; }
fn largestOfAll(x: f32, lane: u32) -> f32 { return x; }
fn sumOfAll(x: f32, lane: u32) -> f32 { return x; }
//% end
