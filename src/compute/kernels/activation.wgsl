// Activations of four numbers, accurate to 1e-6 relative in the whole range of f32. WGSL's own tanh overflows beyond ±44 on some
// drivers, loses its digits near 0, and its exp is good to 3 + 2 |x| units in the last place only. Stands behind kernels
// whose variant has the number `activation` (activation.ts).

// eˣ by Cody and Waite: x = n ln 2 + r with |r| ≤ ln 2 / 2, polynomial of Cephes (Moshier, 1992). Overflows to infinity, underflows to 0.
fn exponential(x: vec4f) -> vec4f {
  let t = clamp(x, vec4f(-110), vec4f(90));
  let n = round(t * 1.44269504);
  let r = (t - n * 0.693359375) + n * 2.12194440e-4;
  let high = (1.9875691500e-4 * r + 1.3981999507e-3) * r + 8.3334519073e-3;
  let e = 1.0 + (r + (((high * r + 4.1665795894e-2) * r + 1.6666665459e-1) * r + 5.0000001201e-1) * r * r);
  // 2ⁿ in two factors: 2¹²⁸ is no f32, 2⁻¹³⁰ neither.
  let half = vec4i(n) >> vec4u(1);
  return orNaN(x, e * powerOfTwo(half) * powerOfTwo(vec4i(n) - half));
}

// `y`, but NaN where x is: min, max, clamp and SwiftShader's log give a number for it, and what has diverged would look as if it had not.
fn orNaN(x: vec4f, y: vec4f) -> vec4f {
  return select(y, x, (bitcast<vec4u>(x) & vec4u(0x7fffffff)) > vec4u(0x7f800000));
}

fn powerOfTwo(n: vec4i) -> vec4f {
  return bitcast<vec4f>((n + 127) << vec4u(23));
}

// Near 0 a polynomial (Cephes), so that small numbers keep their digits.
fn hyperbolicTangent(x: vec4f) -> vec4f {
  let size = min(abs(x), vec4f(10));
  let z = size * size;
  let slope = ((-5.70498872745e-3 * z + 2.06390887954e-2) * z - 5.37397155531e-2) * z + 1.33314422036e-1;
  let near = size + size * z * (slope * z - 3.33332819422e-1);
  let far = 1.0 - 2.0 / (exponential(2.0 * size) + 1.0);
  return orNaN(x, select(far, near, size < vec4f(0.625)) * select(vec4f(1), vec4f(-1), x < vec4f(0)));
}

fn sigmoid(x: vec4f) -> vec4f {
  return orNaN(x, 1.0 / (1.0 + exponential(clamp(-x, vec4f(-88), vec4f(88)))));
}

// Φ(x) of the normal distribution by erfc's Chebyshev fit, fractional error 1.2e-7 everywhere (Press et al., Numerical Recipes, 6.2).
fn normalProbability(x: vec4f) -> vec4f {
  let size = min(abs(x), vec4f(100));
  let t = 1.0 / (1.0 + 0.353553391 * size);
  let high = (((0.17087277 * t - 0.82215223) * t + 1.48851587) * t - 1.13520398) * t + 0.27886807;
  let tail = (((high * t - 0.18628806) * t + 0.09678418) * t + 0.37409196) * t + 1.00002368;
  let beyond = 0.5 * t * exponential(tail * t - 1.26551223 - 0.5 * size * size);
  return select(beyond, 1.0 - beyond, x > vec4f(0));
}

// f(x)
fn activate(x: vec4f) -> vec4f {
  //% if activation == 0
  return x; // linear
  //% end
  //% if activation == 1
  return orNaN(x, max(x, vec4f(0))); // relu
  //% end
  //% if activation == 2
  return max(x, 0.01 * x); // leakyRelu
  //% end
  //% if activation == 3
  return hyperbolicTangent(x); // tanh
  //% end
  //% if activation == 4
  return sigmoid(x); // sigmoid
  //% end
  //% if activation == 5
  return x * normalProbability(x); // gelu
  //% end
}

// f′(x), given f(x); of gelu given x.
fn activationSlope(y: vec4f) -> vec4f {
  //% if activation == 0
  return vec4f(1); // linear
  //% end
  //% if activation == 1
  return select(vec4f(0), vec4f(1), y > vec4f(0)); // relu
  //% end
  //% if activation == 2
  return select(vec4f(0.01), vec4f(1), y > vec4f(0)); // leakyRelu
  //% end
  //% if activation == 3
  return (1.0 - y) * (1.0 + y); // tanh
  //% end
  //% if activation == 4
  return y * (1.0 - y); // sigmoid
  //% end
  //% if activation == 5
  return normalProbability(y) + y * 0.39894228 * exponential(-0.5 * y * y); // gelu
  //% end
}
