"""Files of events, read by TensorBoard's own reader."""

from tensorboard.backend.event_processing import event_file_loader
from tensorboard.util import tensor_util


def files(folder):
    return sorted(folder.glob("*tfevents*")) if folder.is_dir() else []


def events(folder):
    """[tag, plugin, step, numbers…] of all events: of a histogram its ends and how many numbers."""
    listed = []
    for file in files(folder):
        for event in event_file_loader.LegacyEventFileLoader(str(file)).Load():
            for value in event.summary.value:
                plugin = value.metadata.plugin_data.plugin_name
                row = [value.tag, plugin, event.step]
                tensor = tensor_util.make_ndarray(value.tensor)
                if plugin == "scalars" and not value.tag.endswith("steps_per_second"):
                    row.append(float(f"{tensor.item():.8g}"))
                elif plugin == "histograms":
                    row += [tensor[0][0], tensor[-1][1], tensor[:, 2].sum()]
                listed.append(row)
    return listed


def records(folder):
    """The events of the only file as bytes, without their times."""
    (file,) = files(folder)
    loader = event_file_loader.RawEventFileLoader(str(file))
    return [record[9:] for record in loader.Load()]
