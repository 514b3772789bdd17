// Gradient of pooling: every pixel gathers its share from all windows that stood over it. With `largest`, the gradient of windows whose
// largest it was; otherwise each window's gradient divided by the number of its pixels inside the image. Invocations as in pool.wgsl.
@group(0) @binding(0) var<storage, read> gradient: array<Number>;
@group(0) @binding(1) var<storage, read_write> image: array<Number>;
//% if largest > 0
@group(0) @binding(2) var<storage, read> places: array<Place>;
//% end

// Pixels inside the image of a window that begins at `start` − `pad`.
fn inside(start: u32, pad: u32, window: u32, size: u32) -> u32 {
  let end = min(start + window, size + pad);
  return end - min(max(start, pad), end);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  let chunks = (p.channels + {{steps - 1}}u) / {{steps}}u;
  for (var i = id.x; i < p.count; i += lanes) {
    let pixel = (p.first + i) / chunks;
    let line = pixel / p.width;
    let number = line / p.height;
    let y = line - number * p.height + p.padY;
    let x = pixel - line * p.width + p.padX;
    // Windows over the pixel: rows top … bottom − 1, columns left … right − 1 of the output.
    let bottom = min(y / p.strideY + 1u, p.outHeight);
    let right = min(x / p.strideX + 1u, p.outWidth);
    let top = min((max(y + p.strideY, p.windowHeight) - p.windowHeight) / p.strideY, bottom);
    let left = min((max(x + p.strideX, p.windowWidth) - p.windowWidth) / p.strideX, right);
    let start = ((number * p.outHeight + top) * p.outWidth + left) * p.channels;
    let lowest = (p.first + i - pixel * chunks) * {{steps}}u;
    for (var c = lowest; c < min(lowest + {{steps}}u, p.channels); c++) {
      let to = pixel * p.channels + c;
      let own = placeOf(Place(to));
      var sum = Number();
      var row = start + c;
      for (var v = top; v < bottom; v++) {
        var at = row;
        for (var h = left; h < right; h++) {
          //% if largest > 0
          sum += select(Number(), gradient[at], places[at] == own);
          //% else
          let rows = inside(v * p.strideY, p.padY, p.windowHeight, p.height);
          let columns = inside(h * p.strideX, p.padX, p.windowWidth, p.width);
          sum += gradient[at] / f32(rows * columns);
          //% end
          at += p.channels;
        }
        row += p.outWidth * p.channels;
      }
      if (p.add == 1u) { sum += image[to]; }
      image[to] = sum;
    }
  }
}
