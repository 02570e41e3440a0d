/** The part of cornerstone-core 2.6 that the adapter uses. The package has no types of its own. */
declare module "cornerstone-core" {
  export type Image = {
    imageId: string;
    minPixelValue: number;
    maxPixelValue: number;
    slope: number;
    intercept: number;
    windowCenter: number;
    windowWidth: number;
    getPixelData: () => Int16Array;
    rows: number;
    columns: number;
    height: number;
    width: number;
    color: boolean;
    columnPixelSpacing: number;
    rowPixelSpacing: number;
    invert: boolean;
    sizeInBytes: number;
  };
  export type Viewport = {
    scale: number;
    translation: { x: number; y: number };
    voi: { windowCenter: number; windowWidth: number };
    pixelReplication: boolean;
  };
  export type ImageLoader = (imageId: string) => { promise: Promise<Image>; cancelFn?: () => void };
  type Cornerstone = {
    enable: (element: HTMLElement) => void;
    disable: (element: HTMLElement) => void;
    resize: (element: HTMLElement, forceFitToWindow: boolean) => void;
    displayImage: (element: HTMLElement, image: Image, viewport: Viewport) => void;
    loadImage: (imageId: string) => Promise<Image>;
    registerImageLoader: (scheme: string, loader: ImageLoader) => void;
    EVENTS: { readonly IMAGE_RENDERED: string };
  };
  const cornerstone: Cornerstone;
  export default cornerstone;
}
