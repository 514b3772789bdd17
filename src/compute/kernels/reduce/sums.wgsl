// sum (op 0), mean (1), sumOfSquares Σ x² (2), variance (3) and logsumexp (4); see walk.wgsl. Variance takes off the mean first, and puts right
// what that lacks by Σ (x − c); logsumexp takes off the largest. Sums go in blocks of 64 terms, so that 10⁶ numbers keep six digits.
@group(0) @binding({{slot_out}}) var<storage, read_write> out: array<Cell>;
//% if op == 3
//% if first == 0
//% if quads
@group(0) @binding({{slot_y}}) var<storage, read> y: array<vec4f>;
//% else
@group(0) @binding({{slot_y}}) var<storage, read> y: array<f32>;
//% end
//% end
//% if final == 0
@group(0) @binding({{slot_squares}}) var<storage, read_write> squares: array<Cell>;
//% end
//% end
//% if centred
@group(0) @binding({{slot_centre}}) var<storage, read> centre: array<f32>;
//% end

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let task = taskOf(group, groups, lane);
  if (task.kept >= p.kept) { return; }
  var c = vec4f();
  //% if centred
  //% if across
  let at = task.kept * p.inner + 4u * task.quad;
  c = vec4f(centre[at], centre[at + 1u], centre[at + 2u], centre[at + 3u]);
  //% else
  c = vec4f(centre[task.kept]);
  //% end
  c = clamp(c, vec4f(-0x1.fffffep127), vec4f(0x1.fffffep127));
  //% end
  var a = vec4f();
  var b = vec4f();
  for (var block = task.start; block < task.end; block += 64u * task.step) {
    var s = vec4f();
    var t = vec4f();
    let end = min(task.end, block + 64u * task.step);
    var i = block;
    //% if (op < 4) * first
    // Four at a time: SwiftShader spends more on the loop than on a sum. Not of exponentials, which it would compile four times, nor of
    // partials, which are few: on lavapipe it takes 60 ms to compile.
    for (; i + 3u * task.step < end; i += 4u * task.step) {
      //% for k in 0..4
      let v{{k}} = termsAt(task, i + {{k}}u * task.step, c);
      //% end
      s += (v0.own + v1.own) + (v2.own + v3.own);
      t += (v0.square + v1.square) + (v2.square + v3.square);
    }
    //% end
    for (; i < end; i += task.step) {
      let v = termsAt(task, i, c);
      s += v.own;
      t += v.square;
    }
    a += s;
    b += t;
  }
  //% if across == 0
  a = vec4f((a.x + a.y) + (a.z + a.w));
  b = vec4f((b.x + b.y) + (b.z + b.w));
  //% end
  //% if final
  a = answer(a, b, c);
  //% end
  //% if across * quads
  out[task.cell / 4u] = a;
  //% if (op == 3) > final
  squares[task.cell / 4u] = b;
  //% end
  //% else
  //% if across
  for (var k = 0u; k < 4u && 4u * task.quad + k < p.inner; k++) {
    out[task.cell + k] = a[k];
    //% if (op == 3) > final
    squares[task.cell + k] = b[k];
    //% end
  }
  //% else
  out[task.cell] = a.x;
  //% if (op == 3) > final
  squares[task.cell] = b.x;
  //% end
  //% end
  //% end
}

// What a quad adds to the sum; of variance, to the sum of squares also.
struct Terms { own: vec4f, square: vec4f }

fn termsAt(task: Task, i: u32, c: vec4f) -> Terms {
  let v = term(load(task, i), c);
  var square = vec4f();
  //% if op == 3
  //% if first
  square = v * v;
  //% else
  square = loadSquares(task, i);
  //% end
  //% end
  return Terms(within(i, v, vec4f(0)), within(i, square, vec4f(0)));
}

fn term(x: vec4f, c: vec4f) -> vec4f {
  //% if first
  //% if op == 2
  return x * x;
  //% end
  //% if op == 3
  return x - c;
  //% end
  //% if op == 4
  return exponential(x - c);
  //% end
  //% end
  //% if (first == 0) + (op < 2) > 0
  return x;
  //% end
}

fn answer(sum: vec4f, squares: vec4f, c: vec4f) -> vec4f {
  //% if op == 1
  return sum * p.share;
  //% end
  //% if op == 3
  let rest = squares - sum * sum * p.share;
  return orNaN(rest, max(rest, vec4f(0))) * p.share;
  //% end
  //% if op == 4
  return c + orNaN(sum, log(sum));
  //% end
  //% if (op == 0) + (op == 2) > 0
  return sum;
  //% end
}
//% if op == 3
//% if first == 0

fn loadSquares(task: Task, i: u32) -> vec4f {
  let at = task.origin + i * p.inner;
  //% if quads
  return y[at / 4u];
  //% else
  return vec4f(y[at], y[at + 1u], y[at + 2u], y[at + 3u]);
  //% end
}
//% end
//% end
