"""Makes image files with nibabel and wb_command, and says of each what these two say of it.

    python3 make.py FOLDER [--small] [FILE…]

Writes the files and `expected.json` into FOLDER. `--small` leaves out what would not be kept in a repository.
Files that are named, or that the packages mricron-data and nibabel hold, are described and not copied, except
those that are small (they are copied with `--small`).
"""

import glob
import json
import os
import re
import shutil
import subprocess
import sys

import nibabel as nib
import numpy as np

WB = shutil.which("wb_command")
SMALL_BYTES = 60_000


def main(arguments):
    small = "--small" in arguments
    folder, *named = [argument for argument in arguments if argument != "--small"]
    os.makedirs(folder, exist_ok=True)
    random = np.random.default_rng(20260101)
    made = volumes(folder, random, small) + freesurfer(folder, random)
    if WB:
        made += workbench(folder, random, small)
    found = packaged(folder, small) + [os.path.abspath(name) for name in named]
    expected = [one for one in (describe(path, folder) for path in made + found) if one]
    lines = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in expected)
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as out:
        out.write(f'{{\n "nibabel": "{nib.__version__}",\n "files": [\n{lines}\n ]\n}}\n')


# Files of others


def packaged(folder, small):
    data = os.path.join(os.path.dirname(nib.__file__), "tests", "data")
    gifti = os.path.join(os.path.dirname(nib.__file__), "gifti", "tests", "data")
    names = [
        *sorted(glob.glob("/usr/share/mricron/templates/*.nii.gz")),
        *sorted(glob.glob(os.path.join(data, "*.nii")) + glob.glob(os.path.join(data, "*.nii.gz"))),
        *sorted(glob.glob(os.path.join(data, "*.mgz"))),
        *sorted(glob.glob(os.path.join(gifti, "*.gii"))),
    ]
    if not small:
        return names
    kept = [name for name in names if os.path.getsize(name) <= SMALL_BYTES and "mricron" not in name]
    return [shutil.copy(name, folder) for name in kept]


# Volumes


def volumes(folder, random, small):
    made = []

    def save(image, name):
        path = os.path.join(folder, name)
        nib.save(image, path)
        made.append(path)

    oblique = np.array(
        [[-1.9, 0.1, 0.3, 90.5], [0.2, 2.1, -0.4, -126.25], [0.1, 0.35, 1.8, -72.0], [0, 0, 0, 1]]
    )
    shape = (7, 6, 5)
    for kind in ("uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"):
        data = random.integers(0, 100, shape).astype(kind)
        for order in "<>":
            header = nib.Nifti1Header(endianness=order)
            header.set_data_dtype(kind)
            image = nib.Nifti1Image(data, oblique, header, dtype=np.dtype(kind))
            save(image, f"{kind}-{'little' if order == '<' else 'big'}.nii")
    rgb = np.zeros(shape, dtype=[("R", "u1"), ("G", "u1"), ("B", "u1")])
    rgb["G"] = random.integers(0, 255, shape)
    save(nib.Nifti1Image(rgb, oblique), "rgb.nii.gz")
    complex_data = (random.normal(size=shape) + 1j * random.normal(size=shape)).astype("complex64")
    save(nib.Nifti1Image(complex_data, oblique), "complex64.nii.gz")

    series = nib.Nifti1Image(random.normal(100, 20, (*shape, 9)).astype("f4"), oblique)
    series.header.set_zooms((2, 2, 2, 0.72))
    series.header.set_xyzt_units("mm", "sec")
    save(series, "series-seconds.nii.gz")
    milliseconds = nib.Nifti2Image(random.integers(0, 900, (*shape, 4)).astype("i2"), oblique)
    milliseconds.header.set_zooms((2, 2, 2, 720))
    milliseconds.header.set_xyzt_units("mm", "msec")
    save(milliseconds, "series-milliseconds-nifti2.nii")
    vectors = nib.Nifti1Image(random.normal(size=(*shape, 1, 3)).astype("f4"), oblique)
    vectors.header.set_intent("vector")
    save(vectors, "vectors.nii.gz")

    scaled = nib.Nifti1Image(np.linspace(-3, 12, 210).reshape(shape), oblique)
    scaled.set_data_dtype("int16")
    save(scaled, "scaled.nii.gz")
    with_nan = random.normal(size=shape).astype("f4")
    with_nan[::2] = np.nan
    with_nan[1, 1, 1] = np.inf
    save(nib.Nifti1Image(with_nan, oblique), "not-a-number.nii.gz")
    save(nib.Nifti1Image(np.full(shape, np.nan, "f4"), oblique), "all-not-a-number.nii")

    only_qform = nib.Nifti1Image(random.integers(0, 9, shape).astype("u1"), None)
    rotation = np.array([[0, 0, -1], [1, 0, 0], [0, -1, 0]])
    only_qform.set_qform(nib.affines.from_matvec(rotation * 1.25, [10, 20, 30]), code=1)
    only_qform.set_sform(None, code=0)
    save(only_qform, "only-qform.nii.gz")
    save(nib.Nifti1Image(random.integers(0, 9, shape).astype("u1"), None), "no-orientation.nii.gz")
    extended = nib.Nifti1Image(random.integers(0, 9, shape).astype("i2"), oblique)
    extended.header.extensions.append(nib.nifti1.Nifti1Extension("comment", b"of a length that is no multiple"))
    save(extended, "extension.nii")
    labels = nib.Nifti1Image(random.integers(0, 5, shape).astype("i2"), oblique)
    labels.header.set_intent("label")
    save(labels, "labels.nii.gz")

    for kind in ("uint8", "int16", "int32", "float32"):
        data = random.integers(0, 100, shape).astype(kind)
        save(nib.MGHImage(data, oblique), f"{kind}.mgz")
    save(nib.MGHImage(random.normal(size=(*shape, 3)).astype("f4"), oblique), "frames.mgh")
    if not small:
        large = nib.Nifti1Image(random.normal(1000, 50, (90, 104, 90, 40)).astype("i2"), oblique)
        large.header.set_zooms((2, 2, 2, 1))
        large.header.set_xyzt_units("mm", "sec")
        save(large, "long-series.nii.gz")
    return made


# FreeSurfer


def freesurfer(folder, random):
    fs = nib.freesurfer
    coordinates, triangles = octahedron(2)
    path = lambda name: os.path.join(folder, name)
    os.makedirs(path("surf"), exist_ok=True)
    fs.write_geometry(path("surf/lh.white"), coordinates * 50, triangles, create_stamp="made by nibabel")
    fs.write_geometry(path("surf/lh.inflated"), coordinates * 70, triangles, create_stamp="made by nibabel")
    count = len(coordinates)
    fs.write_morph_data(path("surf/lh.thickness"), random.normal(2.5, 0.4, count).astype("f4"))
    labels = random.integers(0, 3, count)
    colors = np.array([[25, 5, 25, 0, 0], [120, 70, 50, 0, 0], [220, 20, 100, 0, 0]])
    fs.write_annot(path("surf/lh.aparc.annot"), labels, colors, ["unknown", "corpuscallosum", "bankssts"], fill_ctab=True)
    return [path(f"surf/lh.{name}") for name in ("white", "inflated", "thickness", "aparc.annot")]


def octahedron(divisions):
    points = [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)]
    faces = [(0, 2, 4), (2, 1, 4), (1, 3, 4), (3, 0, 4), (2, 0, 5), (1, 2, 5), (3, 1, 5), (0, 3, 5)]
    for _ in range(divisions):
        middles, finer = {}, []

        def middle(a, b):
            key = (min(a, b), max(a, b))
            if key not in middles:
                point = np.add(points[a], points[b])
                points.append(tuple(point / np.linalg.norm(point)))
                middles[key] = len(points) - 1
            return middles[key]

        for a, b, c in faces:
            ab, bc, ca = middle(a, b), middle(b, c), middle(c, a)
            finer += [(a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca)]
        faces = finer
    return np.array(points, dtype="f4"), np.array(faces, dtype="i4")


# GIFTI and CIFTI


def workbench(folder, random, small):
    """A subject with two small hemispheres, in the places and with the names that HCP uses."""
    subject = os.path.join(folder, "999999", "MNINonLinear", "fsaverage_LR32k")
    os.makedirs(subject, exist_ok=True)
    at = lambda name: os.path.join(subject, f"999999.{name}")
    made = []
    vertices = 42 if small else 32492
    for side, structure in (("L", "CORTEX_LEFT"), ("R", "CORTEX_RIGHT")):
        sphere = at(f"{side}.inflated.32k_fs_LR.surf.gii")
        wb("-surface-create-sphere", vertices, sphere)
        wb("-set-structure", sphere, structure, "-surface-type", "INFLATED", "-surface-secondary-type", "MIDTHICKNESS")
        count = len(nib.load(sphere).darrays[0].data)
        names = {"shape": ["sulc"], "func": ["first", "second", "third", "fourth", "fifth"]}
        for kind, maps in names.items():
            arrays = [gifti_array(random.normal(size=count), "NIFTI_INTENT_SHAPE", name) for name in maps]
            image = nib.gifti.GiftiImage(darrays=arrays, meta=nib.gifti.GiftiMetaData(AnatomicalStructurePrimary=nibabel_structure(structure)))
            path = at(f"{side}.{'sulc' if kind == 'shape' else 'runs'}.32k_fs_LR.{kind}.gii")
            nib.save(image, path)
            wb("-set-structure", path, structure)
            made.append(path)
        with open(at("labels.txt"), "w", encoding="utf-8") as out:
            out.write("first area\n1 230 40 40 255\nsecond area\n2 40 200 80 255\n")
        keys = at(f"{side}.keys.func.gii")
        nib.save(nib.gifti.GiftiImage(darrays=[gifti_array(random.integers(0, 3, count), "NIFTI_INTENT_NONE", "areas")]), keys)
        wb("-set-structure", keys, structure)
        wb("-metric-label-import", keys, at("labels.txt"), at(f"{side}.areas.32k_fs_LR.label.gii"))
        os.remove(keys)
        os.remove(at("labels.txt"))
        made += [sphere, at(f"{side}.areas.32k_fs_LR.label.gii")]
    pair = lambda kind: ("-left-metric", at(f"L.{kind}"), "-right-metric", at(f"R.{kind}"))
    scalars, series = at("sulc.32k_fs_LR.dscalar.nii"), at("runs_Atlas.dtseries.nii")
    labels = at("areas.32k_fs_LR.dlabel.nii")
    wb("-cifti-create-dense-scalar", scalars, *pair("sulc.32k_fs_LR.shape.gii"))
    wb("-cifti-create-dense-timeseries", series, *pair("runs.32k_fs_LR.func.gii"), "-timestep", 0.72, "-timestart", 1.5)
    wb("-cifti-create-label", labels, "-left-label", at("L.areas.32k_fs_LR.label.gii"), "-right-label", at("R.areas.32k_fs_LR.label.gii"))
    made += [scalars, series, labels]
    for source, name in ((series, "runs.ptseries.nii"), (scalars, "sulc.pscalar.nii")):
        wb("-cifti-parcellate", source, labels, "COLUMN", at(name), "-legacy-mode")
        made.append(at(name))
    wb("-cifti-correlation", at("runs.ptseries.nii"), at("runs.pconn.nii"))
    made.append(at("runs.pconn.nii"))
    if small:
        wb("-cifti-correlation", series, at("runs.dconn.nii"))
        made.append(at("runs.dconn.nii"))
    with open(at("table.txt"), "w", encoding="utf-8") as out:
        out.writelines(" ".join(str(value) for value in row) + "\n" for row in random.normal(size=(3, 20)).round(4))
    wb("-cifti-create-scalar-series", at("table.txt"), at("motion.sdseries.nii"), "-series", "SECOND", 0, 0.72)
    os.remove(at("table.txt"))
    made.append(at("motion.sdseries.nii"))
    for encoding in ("ASCII", "BASE64_BINARY", "GZIP_BASE64_BINARY"):
        path = os.path.join(folder, f"{encoding.lower().replace('_', '-')}.shape.gii")
        wb("-gifti-convert", encoding, at("L.sulc.32k_fs_LR.shape.gii"), path)
        made.append(path)
    return made


def nibabel_structure(structure):
    return "".join(part.capitalize() for part in structure.split("_"))


def gifti_array(values, intent, name):
    return nib.gifti.GiftiDataArray(
        np.asarray(values, "f4"),
        intent=intent,
        datatype="NIFTI_TYPE_FLOAT32",
        meta=nib.gifti.GiftiMetaData(Name=name),
    )


def wb(*arguments):
    return subprocess.run([WB, *map(str, arguments), "-disable-provenance"], check=True, capture_output=True, text=True).stdout


# What they say


def describe(path, folder):
    name = os.path.relpath(path, folder) if path.startswith(os.path.abspath(folder) + os.sep) else path
    if not os.path.isabs(path):
        name = os.path.relpath(path, folder)
    if os.path.basename(path).startswith("lh."):
        return {"file": name, **describe_freesurfer(path)}
    try:
        image = nib.load(path)
    except Exception as error:
        return {"file": name, "refused": str(error).split(" /")[0]}
    if isinstance(image, nib.Cifti2Image):
        return {"file": name, **describe_cifti(image, path)}
    if isinstance(image, nib.gifti.GiftiImage):
        return {"file": name, **describe_gifti(image)}
    return {"file": name, **describe_volume(image)}


def describe_volume(image):
    header = image.header
    facts = {"dimensions": list(map(int, image.shape[:3])), "voxelSize": rounded(header.get_zooms()[:3])}
    facts["orientation"] = "".join(code or "?" for code in nib.aff2axcodes(image.affine))
    count = int(np.prod(image.shape[3:])) if len(image.shape) > 3 else 1
    if count > 1:
        facts["volumes"] = [count]
    stored = header.get_data_dtype()
    if stored.names is None:
        facts["dataType"] = stored.newbyteorder("=").name
    if isinstance(header, nib.Nifti1Header):
        seconds = {"sec": 1, "msec": 1e-3, "usec": 1e-6}.get(header.get_xyzt_units()[1])
        if seconds and len(image.shape) == 4 and count > 1:
            facts["repetitionTime"] = rounded([float(header.get_zooms()[3]) * seconds])
        slope, inter = header.get_slope_inter()
        if slope not in (None, 1.0) or inter not in (None, 0.0):
            facts["scaling"] = rounded([slope, inter])
    facts["byteOrder"] = "big-endian" if header.endianness == ">" else "little-endian"
    if stored.names is not None:
        return {"facts": facts}
    data = np.asanyarray(image.dataobj)
    data = np.abs(data) if np.iscomplexobj(data) else data
    data = data.reshape((*image.shape[:3], count), order="F")
    indices = sorted({0, count - 1})
    return {"facts": facts, "volumes": [{"index": index, **numbers(data[..., index])} for index in indices]}


def describe_gifti(image):
    if any(array.ext_fname for array in image.darrays):
        return {"refused": "data in another file"}
    intents = nib.nifti1.intent_codes.niistring
    structure = next((array.meta.get("AnatomicalStructurePrimary") for array in image.darrays if array.meta.get("AnatomicalStructurePrimary")), None)
    structure = image.meta.get("AnatomicalStructurePrimary") or structure
    points = [array for array in image.darrays if intents[array.intent] == "NIFTI_INTENT_POINTSET"]
    triangles = [array for array in image.darrays if intents[array.intent] == "NIFTI_INTENT_TRIANGLE"]
    facts = {"structures": structure} if structure else {}
    first = (points or image.darrays)[0]
    facts["vertices"] = [int(first.dims[0])]
    facts["dataType"] = np.dtype(nib.nifti1.data_type_codes.dtype[first.datatype]).name
    if triangles and points and triangles[0].data.max() >= len(points[0].data):
        return {"refused": "triangles of vertices that are not there"}
    if triangles:
        facts["triangles"] = [int(triangles[0].dims[0])]
    told = {"facts": facts}
    if points:
        told["mesh"] = {"positions": numbers(points[0].data), "triangles": numbers(triangles[0].data) if triangles else None}
    else:
        facts["maps"] = [len(image.darrays)]
        told["maps"] = [numbers(array.data) for array in image.darrays if array.data.ndim == 1]
    if image.labeltable.labels:
        facts["labels"] = [len(image.labeltable.labels)]
    return told


def describe_freesurfer(path):
    if path.endswith(".annot"):
        labels, _, names = nib.freesurfer.read_annot(path)
        return {"facts": {"vertices": [len(labels)], "labels": [len(names)]}}
    if path.endswith(".thickness"):
        values = nib.freesurfer.read_morph_data(path)
        return {"facts": {"vertices": [len(values)]}, "maps": [numbers(values)]}
    coordinates, triangles = nib.freesurfer.read_geometry(path)
    facts = {"vertices": [len(coordinates)], "triangles": [len(triangles)]}
    return {"facts": facts, "mesh": {"positions": numbers(coordinates), "triangles": numbers(triangles)}}


def describe_cifti(image, path):
    columns, rows = image.shape[:2]
    facts = {"dataType": image.get_data_dtype().newbyteorder("=").name}
    told = {"facts": facts}
    if WB:
        said = wb("-file-information", path)
        rows, columns = (int(re.search(rf"Number of {what}:\s+(\d+)", said)[1]) for what in ("Rows", "Columns"))
        told["type"] = re.search(r"Type:\s+(.*\S)", said)[1]
        step = re.search(r"Map Interval Step:\s+(\S+)", said)
        if step:
            facts["seriesStep"] = [float(step[1])]
        parcels = {int(number) for number in re.findall(r"^\s+Parcel (\d+):", said, re.MULTILINE)}
        if parcels:
            facts["parcels"] = [len(parcels)]
    facts["ciftiRows"], facts["ciftiColumns"] = [rows], [columns]
    axes = [image.header.get_axis(index) for index in (0, 1)]
    data = np.asarray(image.dataobj)
    for axis in axes:
        if isinstance(axis, nib.cifti2.BrainModelAxis):
            names = [name.removeprefix("CIFTI_STRUCTURE_") for name, _, _ in axis.iter_structures()]
            facts["structures"] = ", ".join(names)
            voxels = int(np.sum(axis.volume_mask))
            if voxels:
                facts["voxels"] = [voxels]
        if isinstance(axis, nib.cifti2.ParcelsAxis):
            facts["parcels"] = [len(axis)]
        if isinstance(axis, (nib.cifti2.ScalarAxis, nib.cifti2.LabelAxis)):
            facts["maps"] = [len(axis)]
    dense = axes[1] if isinstance(axes[1], nib.cifti2.BrainModelAxis) else None
    if dense is not None and isinstance(axes[0], nib.cifti2.SeriesAxis):
        told["series"] = [series_of(dense, data, structure, side) for side, structure in (("left", "LEFT"), ("right", "RIGHT"))]
    if dense is not None and isinstance(axes[0], (nib.cifti2.ScalarAxis, nib.cifti2.LabelAxis, nib.cifti2.SeriesAxis)):
        told["maps"] = [numbers(row) for row in data[:3]]
    return told


def series_of(axis, data, structure, side):
    places = np.flatnonzero(axis.name == f"CIFTI_STRUCTURE_CORTEX_{structure}")
    place = int(places[len(places) // 3])
    return {"hemisphere": side, "vertex": int(axis.vertex[place]), "values": rounded(data[:, place])}


def numbers(values):
    """Figures that two readers of the same numbers agree about; NaN and infinity are counted by themselves."""
    flat = np.asarray(values, dtype="f8").ravel(order="F")
    finite = flat[np.isfinite(flat)]
    told = {"count": int(flat.size), "finite": int(finite.size)}
    if finite.size:
        told.update(min=float(finite.min()), max=float(finite.max()), mean=float(finite.mean()))
    # The sum of values times their places is another one when two of them have changed places.
    places = np.flatnonzero(np.isfinite(flat)) % 1009
    return {**told, "placed": float(np.mean(flat[np.isfinite(flat)] * places)) if finite.size else 0}


def rounded(values):
    return [float(f"{float(value):.6g}") for value in values]


main(sys.argv[1:])
