// Windows over images, for pool.wgsl and unpool.wgsl. Variant quads: channels are a multiple of 4, and `channels` counts quads.
struct Places {
  images: u32, height: u32, width: u32, channels: u32, windowHeight: u32, windowWidth: u32,
  outHeight: u32, outWidth: u32, strideY: u32, strideX: u32, padY: u32, padX: u32,
  first: u32, count: u32, base: u32, add: u32
}
//% if quads > 0
alias Number = vec4f;
alias Place = vec4u;
//% else
alias Number = f32;
alias Place = u32;
//% end
@group(0) @binding({{largest + 2}}) var<uniform> p: Places;

// Places of the bound images as those of all images.
fn placeOf(at: Place) -> Place {
  //% if quads > 0
  return 4u * at + vec4u(0, 1, 2, 3) + p.base;
  //% else
  return at + p.base;
  //% end
}
