// Gradient of pooling: every pixel gathers its share from all windows that stood over it. With `largest`, the gradient of windows whose
// largest it was; otherwise each window's gradient divided by the number of its pixels inside the image.
struct Places {
  images: u32, height: u32, width: u32, channels: u32, windowHeight: u32, windowWidth: u32,
  outHeight: u32, outWidth: u32, strideY: u32, strideX: u32, padY: u32, padX: u32,
  first: u32, count: u32, add: u32
}
@group(0) @binding(0) var<storage, read> gradient: array<f32>;
@group(0) @binding(1) var<storage, read_write> image: array<f32>;
//% if largest > 0
@group(0) @binding(2) var<storage, read> places: array<u32>;
@group(0) @binding(3) var<uniform> p: Places;
//% else
@group(0) @binding(2) var<uniform> p: Places;
//% end

// Pixels inside the image of a window that begins at `start` − `pad`.
fn inside(start: u32, pad: u32, window: u32, size: u32) -> u32 {
  let end = min(start + window, size + pad);
  return end - min(max(start, pad), end);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let lanes = groups.x * 64u;
  for (var i = id.x; i < p.count; i += lanes) {
    let at = p.first + i;
    let channel = at % p.channels;
    let pixel = at / p.channels;
    let x = pixel % p.width + p.padX;
    let y = pixel / p.width % p.height + p.padY;
    let number = pixel / (p.width * p.height);
    var sum = 0.0;
    for (var dy = 0u; dy < p.windowHeight; dy++) {
      let outY = (y - dy) / p.strideY;
      if (y < dy || outY * p.strideY != y - dy || outY >= p.outHeight) { continue; }
      for (var dx = 0u; dx < p.windowWidth; dx++) {
        let outX = (x - dx) / p.strideX;
        if (x < dx || outX * p.strideX != x - dx || outX >= p.outWidth) { continue; }
        let window = ((number * p.outHeight + outY) * p.outWidth + outX) * p.channels + channel;
        //% if largest > 0
        if (places[window] == at) { sum += gradient[window]; }
        //% else
        let rows = inside(outY * p.strideY, p.padY, p.windowHeight, p.height);
        let columns = inside(outX * p.strideX, p.padX, p.windowWidth, p.width);
        sum += gradient[window] / f32(rows * columns);
        //% end
      }
    }
    if (p.add == 1u) { sum += image[at]; }
    image[at] = sum;
  }
}
