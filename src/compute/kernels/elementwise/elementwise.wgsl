// out = f(x0, x1, x2), four numbers a step, with broadcasting (elementwise.ts). A variant has
//   op, activation, inputs   what f is
//   mode0, mode1, mode2      where an input comes from: 0 a number, 1 out itself, 2 runs along with out, 3 quads along the axes,
//                            4 one number for all, 5 one number a quad along the axes, 6 four numbers along the axes, each by itself
//   axes, apart              how many axes are walked (innermost first); whether in single numbers, not quads
//   runs                     whether an invocation takes quads in a row, for processors; else every 64th, for GPUs
//   tailed                   whether the last quad has `tail` numbers: what stands behind them stays, such as a gap between parameters
//% for k in 0..inputs
//% if mode{{k}} > 3
@group(0) @binding({{slot_x{{k}}}}) var<storage, read> x{{k}}: array<f32>;
//% else
//% if mode{{k}} > 1
@group(0) @binding({{slot_x{{k}}}}) var<storage, read> x{{k}}: array<vec4f>;
//% end
//% end
//% end
@group(0) @binding({{slot_out}}) var<storage, read_write> out: array<vec4f>;
struct Parameters {
  start: u32, quads: u32, steps: u32, tail: u32,
  numbers: vec4f,
  // Where each input's binding begins, negated.
  bases: vec4u,
  // Size of the axis, and the three inputs' strides.
  axis0: vec4u, axis1: vec4u, axis2: vec4u, axis3: vec4u, axis4: vec4u, axis5: vec4u,
  // One step of the loop, in digits of the axes.
  step0: u32, step1: u32, step2: u32, step3: u32, step4: u32, step5: u32,
}
@group(0) @binding({{last}}) var<uniform> p: Parameters;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let place = (group.y * groups.x + group.x) * 64u;
  //% if runs
  let first = (place + lane) * p.steps;
  let end = min(p.quads, first + p.steps);
  //% else
  let first = place * p.steps + lane;
  let end = min(p.quads, first + 64u * p.steps);
  //% end
  //% for k in 0..3
  var v{{k}} = vec4f(p.numbers[{{k}}]);
  //% if mode{{k}} == 4
  v{{k}} = vec4f(x{{k}}[0]);
  //% end
  //% end
  //% if axes > 0
  // Divided once; each step adds with carry.
  //% if apart
  var rest = p.start + 4u * first;
  //% else
  var rest = p.start + first;
  //% end
  //% for d in 0..axes
  var i{{d}} = rest % p.axis{{d}}.x;
  rest /= p.axis{{d}}.x;
  //% end
  //% end
  for (var q = first; q < end; q += {{64 - 63 * runs}}u) {
    //% if axes > 0
    //% if apart
    //% for d in 0..axes
    var j{{d}} = i{{d}};
    //% end
    //% for c in 0..4
    var at{{c}} = p.bases.xyz;
    //% for d in 0..axes
    at{{c}} += j{{d}} * p.axis{{d}}.yzw;
    //% end
    //% for k in 0..inputs
    //% if mode{{k}} == 6
    v{{k}}[{{c}}] = x{{k}}[at{{c}}[{{k}}]];
    //% end
    //% end
    var more{{c}} = 1u;
    //% for d in 0..axes
    j{{d}} += more{{c}};
    more{{c}} = select(0u, 1u, j{{d}} >= p.axis{{d}}.x);
    j{{d}} -= more{{c}} * p.axis{{d}}.x;
    //% end
    //% end
    //% else
    var at = p.bases.xyz;
    //% for d in 0..axes
    at += i{{d}} * p.axis{{d}}.yzw;
    //% end
    //% end
    var carry = 0u;
    //% for d in 0..axes
    i{{d}} += p.step{{d}} + carry;
    carry = select(0u, 1u, i{{d}} >= p.axis{{d}}.x);
    i{{d}} -= carry * p.axis{{d}}.x;
    //% end
    //% end
    //% for k in 0..inputs
    //% if mode{{k}} == 1
    v{{k}} = out[q];
    //% end
    //% if mode{{k}} == 2
    v{{k}} = x{{k}}[q];
    //% end
    //% if mode{{k}} == 3
    v{{k}} = x{{k}}[at[{{k}}]];
    //% end
    //% if mode{{k}} == 5
    v{{k}} = vec4f(x{{k}}[at[{{k}}]]);
    //% end
    //% end
    var y = f(v0, v1, v2);
    //% if tailed
    if (q + 1u == p.quads) { y = select(out[q], y, vec4u(0, 1, 2, 3) < vec4u(p.tail)); }
    //% end
    out[q] = y;
  }
}

fn f(a: vec4f, b: vec4f, c: vec4f) -> vec4f {
  //% if op == 0
  return -a; // negate
  //% end
  //% if op == 1
  return abs(a); // abs
  //% end
  //% if op == 2
  return a * a; // square
  //% end
  //% if op == 3
  return sqrt(a); // sqrt
  //% end
  //% if op == 4
  return 1.0 / a; // reciprocal
  //% end
  //% if op == 5
  return exponential(a); // exp
  //% end
  //% if op == 6
  return logarithm(a); // log
  //% end
  //% if op == 7
  return sine(a, vec4u(0)); // sin
  //% end
  //% if op == 8
  return sine(a, vec4u(1)); // cos
  //% end
  //% if op == 9
  return sign(a); // sign
  //% end
  //% if op == 10
  return floor(a); // floor
  //% end
  //% if op == 11
  return activate(a); // any activation
  //% end
  //% if op == 20
  return a + b; // add
  //% end
  //% if op == 21
  return a - b; // subtract
  //% end
  //% if op == 22
  return a * b; // multiply
  //% end
  //% if op == 23
  return a / b; // divide
  //% end
  //% if op == 24
  return max(a, b); // maximum
  //% end
  //% if op == 25
  return min(a, b); // minimum
  //% end
  //% if op == 26
  return power(a, b); // power
  //% end
  //% if op == 27
  return select(vec4f(0), vec4f(1), a < b); // less
  //% end
  //% if op == 28
  return select(vec4f(0), vec4f(1), a > b); // greater
  //% end
  //% if op == 29
  return select(vec4f(0), vec4f(1), a == b); // equal
  //% end
  //% if op == 30
  return a * activationSlope(b); // gradient of any activation
  //% end
  //% if op == 31
  return select(vec4f(0), vec4f(1), bitcast<vec4u>(a) == bitcast<vec4u>(b)); // sameBits
  //% end
  //% if op == 40
  return select(b, c, a == vec4f(0)); // select
  //% end
  //% if op == 41
  return a * b + c; // multiplyAdd
  //% end
  //% if op == 42
  return min(max(a, b), c); // clamp
  //% end
  //% if op == 43
  return a + c * (b - a); // mix
  //% end
}

// ln x: x = 2ᵉ m with m in [√½, √2), ln m by the odd series of (m − 1) / (m + 1) as in FreeBSD's logf; 1e-7 relative, near 1 too.
fn logarithm(x: vec4f) -> vec4f {
  let bits = bitcast<vec4u>(x) - 0x3f3504f3u;
  let e = vec4f(bitcast<vec4i>(bits) >> vec4u(23));
  let m = bitcast<vec4f>((bits & vec4u(0x007fffff)) + 0x3f3504f3u) - 1.0;
  let s = m / (2.0 + m);
  let z = s * s;
  let w = z * z;
  let series = w * (0.40000972152 + w * 0.24279078841) + z * (0.66666662693 + w * 0.28498786688);
  let halved = 0.5 * m * m;
  let y = s * (halved + series) + e * 9.0580006145e-6 - halved + m + e * 6.9313812256e-1;
  // Not positive, subnormal or infinite: the adapter's own −∞, NaN or ∞.
  let own = bitcast<vec4u>(x) - 0x00800000u >= vec4u(0x7f000000);
  return select(y, log(x), own);
}

// sin (x + quarter · π / 2): x less its nearest multiple of π / 2, in three parts (exact to |x| = 8,192), then Cephes' polynomials.
fn sine(x: vec4f, quarter: vec4u) -> vec4f {
  let n = round(x * 0.636619772);
  let r = ((x - n * 1.5703125) - n * 4.837512969970703125e-4) - n * 7.54978995489188216e-8;
  let z = r * r;
  let odd = r + r * z * ((-1.9515295891e-4 * z + 8.3321608736e-3) * z - 1.6666654611e-1);
  let even = 1.0 - 0.5 * z + z * z * ((2.443315711809948e-5 * z - 1.388731625493765e-3) * z + 4.166664568298827e-2);
  let turn = bitcast<vec4u>(vec4i(n)) + quarter;
  let y = select(odd, even, (turn & vec4u(1)) == vec4u(1));
  return select(y, -y, (turn & vec4u(2)) == vec4u(2));
}

// aᵇ = e^(b ln a). A base below 0 takes whole exponents; others give what sqrt(−1) does.
fn power(a: vec4f, b: vec4f) -> vec4f {
  let size = exponential(clamp(b * logarithm(max(abs(a), vec4f(1.2e-38))), vec4f(-110), vec4f(90)));
  let whole = floor(b) == b;
  let odd = fract(0.5 * abs(b)) > vec4f(0.25);
  let below = select(sqrt(a), select(size, -size, odd), whole);
  let atZero = select(select(vec4f(1), vec4f(0), b > vec4f(0)), 1.0 / abs(a), b < vec4f(0));
  return select(select(size, below, a < vec4f(0)), atZero, a == vec4f(0));
}
