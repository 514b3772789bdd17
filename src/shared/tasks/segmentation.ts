import { figure, reaches, type TaskSpec } from './task'

/** A class for every pixel of a picture. */
export const segmentation: TaskSpec = {
  title: 'Segmentation',
  verb: 'Segment',
  says: ['images'],
  column: 'mask',
  learnsTarget: true,
  figures: [figure('iou', 'IoU', true), figure('dice', 'Dice', true), figure('pixelAccuracy', 'Pixel accuracy', true)],
  sentence: judged =>
    reaches(
      judged,
      { key: 'iou', label: 'IoU', format: 'figure' },
      ' (1 is the mask itself, 0 has no pixel in common)',
    ),
}
