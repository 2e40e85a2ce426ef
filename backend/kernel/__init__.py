"""What every module stands on; knows nothing of the business."""
