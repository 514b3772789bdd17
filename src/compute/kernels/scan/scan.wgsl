// Running sums, products, smallest or largest numbers along n of kept × n × inner. An invocation walks a chunk of n, in its own direction,
// from what stood before it (carried), or leaves what the chunk comes to (totals). Variants:
//   op         0 sum, 1 product, 2 min, 3 max
//   mode       0 one number a step, 1 a quad of inner, 2 a quad of n (inner is 1)
//   totals, carried, exclusive, reverse
//% if mode > 0
@group(0) @binding({{slot_x}}) var<storage, read> x: array<vec4f>;
//% else
@group(0) @binding({{slot_x}}) var<storage, read> x: array<f32>;
//% end
//% if mode == 1
alias Cell = vec4f;
//% else
alias Cell = f32;
//% end
//% if carried
@group(0) @binding({{slot_before}}) var<storage, read> before: array<Cell>;
//% end
//% if totals
@group(0) @binding({{slot_out}}) var<storage, read_write> out: array<Cell>;
//% else
//% if mode > 0
@group(0) @binding({{slot_out}}) var<storage, read_write> out: array<vec4f>;
//% else
@group(0) @binding({{slot_out}}) var<storage, read_write> out: array<f32>;
//% end
//% end
struct Parameters {
  kept: u32, n: u32,
  // Cells of inner; chunks of this launch and the numbers of n in one; over all launches the first chunk's place and their number.
  width: u32, chunks: u32, length: u32, chunk0: u32, allChunks: u32,
  // Bits of the number that changes nothing.
  neutral: u32,
}
@group(0) @binding({{last}}) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let id = (group.y * groups.x + group.x) * 64u + lane;
  let column = id % p.width;
  let chunk = id / p.width % p.chunks;
  let kept = id / p.width / p.chunks;
  if (kept >= p.kept) { return; }
  let origin = kept * p.n * p.width + column;
  let start = chunk * p.length;
  let end = min(p.n, start + p.length);
  let cell = (kept * p.allChunks + p.chunk0 + chunk) * p.width + column;
  let neutral = Cell(bitcast<f32>(p.neutral));
  //% if carried
  var base = before[cell];
  //% else
  var base = neutral;
  //% end
  //% if mode == 2
  let step = 4u;
  //% else
  let step = 1u;
  //% end
  // In blocks of 64 steps, so that long sums keep their digits.
  for (var block = start; block < end; block += 64u * step) {
    var here = neutral;
    let stop = min(end, block + 64u * step);
    for (var i = block; i < stop; i += step) {
      //% if reverse
      let at = origin + (start + end - step - i) * p.width;
      //% else
      let at = origin + i * p.width;
      //% end
      //% if mode == 2
      //% if reverse
      let v = x[at / 4u].wzyx;
      //% else
      let v = x[at / 4u];
      //% end
      let y = join(v.x, v.y);
      let z = join(y, v.z);
      let all = join(z, v.w);
      //% if totals == 0
      let sofar = join(base, here);
      //% if exclusive
      let r = vec4f(sofar, join(sofar, v.x), join(sofar, y), join(sofar, z));
      //% else
      let r = vec4f(join(sofar, v.x), join(sofar, y), join(sofar, z), join(sofar, all));
      //% end
      //% if reverse
      out[at / 4u] = r.wzyx;
      //% else
      out[at / 4u] = r;
      //% end
      //% end
      here = join(here, all);
      //% else
      let next = join(here, x[at]);
      //% if totals == 0
      //% if exclusive
      out[at] = join(base, here);
      //% else
      out[at] = join(base, next);
      //% end
      //% end
      here = next;
      //% end
    }
    base = join(base, here);
  }
  //% if totals
  out[cell] = base;
  //% end
}

fn join(a: Cell, b: Cell) -> Cell {
  //% if op == 0
  return a + b;
  //% end
  //% if op == 1
  return a * b;
  //% end
  //% if op == 2
  return min(a, b);
  //% end
  //% if op == 3
  return max(a, b);
  //% end
}
