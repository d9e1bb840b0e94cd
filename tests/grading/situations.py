"""What students really hand in: each situation with its right points and words."""

import json
from dataclasses import dataclass, field

from .notebooks import FIRST, RIGHT, cells, notebook

FULL, NONE, THREE = (1, 1, 1, 4), (0, 0, 0, 0), (1, 1, 1, 0)
ONE, NEXT, COUNT, CONV = (
    f'{source}\ncb.check("{name}", {name.replace("-", "_")})'
    for name, source in RIGHT.items()
)
COMPUTED = (
    "next_value = (np.array([9, 43]) * 2).tolist()\ncb.check('next-value', next_value)"
)
"""A right value that is no plain one: it takes a call to make it."""
WRONG_CONV = (
    "def conv2d(image, kernel, padding=0, stride=1):\n    return np.zeros((1, 1))"
)
HELPERS = ("import numpy as np\n" + RIGHT["conv2d"] + "\n").encode()
PATCH = b"-9,-9,-9\n-1,-1,0\n0,0,0\n"
FROM_PATCH = "one_window = int(np.loadtxt('patch.csv', delimiter=',').sum())"


@dataclass(frozen=True)
class Situation:
    """Cells, the points of the four exercises, and what the student has to read."""

    cells: list
    points: tuple = FULL
    says: str = ""
    status: str = "graded"
    files: dict = field(default_factory=dict)
    name: str = "02-x"


def together(*sources):
    """Return one cell of several."""
    return "\n".join(sources)


NO_SEABORN = "No module named 'seaborn'"
NO_COLAB = "No module named 'google.colab'"
DRIVE = "from google.colab import drive\ndrive.mount('/content/drive')"

SITUATIONS = {
    # Something is imported that is not here.
    "missing-first": Situation(
        ["import seaborn as sns\n" + FIRST, ONE, NEXT, COUNT, CONV], says=NO_SEABORN
    ),
    "missing-last": Situation(
        [FIRST + "\nimport seaborn as sns", ONE, NEXT, COUNT, CONV], says=NO_SEABORN
    ),
    "all-in-one-cell": Situation(
        [together("import seaborn as sns", FIRST, ONE, COMPUTED, COUNT, CONV)],
        says=NO_SEABORN,
    ),
    "missing-in-the-middle": Situation(
        [together(FIRST, ONE, "import seaborn as sns, torch", COMPUTED, COUNT, CONV)],
        says="No module named 'torch'",
    ),
    "several-in-one-import": Situation(
        ["import seaborn as sns, numpy as np, cnnbook as cb", ONE, COMPUTED, COUNT, CONV],
        says=NO_SEABORN,
    ),
    "several-names-of-one-module": Situation(
        [FIRST, "from numpy import no_such_thing, array as row", ONE, COUNT, CONV]
        + ["next_value = row([18, 86])"],
        says="cannot import name 'no_such_thing'",
    ),
    "used-in-the-next-cell": Situation(
        ["import seaborn as sns\n" + FIRST, together("sns.set_theme()", ONE, COMPUTED)]
        + [COUNT, CONV],
        says="NameError: name 'sns' is not defined: what would give it has failed",
    ),
    "wildcard-of-a-missing-one": Situation(
        [together("from seaborn import *", FIRST, ONE, COMPUTED), COUNT, CONV]
    ),
    "wildcard": Situation(
        ["from numpy import *\n" + FIRST, ONE, "next_value = array([18, 86])", COUNT]
        + [CONV.replace("np.", "")]
    ),
    "tried-and-swallowed": Situation(
        [
            "try:\n    import seaborn as sns\n    import numpy as np\n"
            "    import cnnbook as cb\nexcept ImportError:\n    pass",
            *[ONE, COMPUTED, COUNT, CONV],
        ]
    ),
    "tried-and-installed": Situation(
        [
            "try:\n    import seaborn as sns\n    import numpy as np\nexcept ImportError:\n"
            "    !pip install seaborn\n    import seaborn as sns\nimport cnnbook as cb",
            *[ONE, COMPUTED, COUNT, CONV],
        ],
        says=NO_SEABORN,
    ),
    "an-optional-one": Situation(
        ["try:\n    import seaborn\nexcept ImportError:\n    seaborn = None", *cells()]
    ),
    "on-a-graphics-card": Situation(
        ["import torch\n" + FIRST, "device = torch.device('cuda')\n" + ONE, COMPUTED]
        + [COUNT, "with torch.no_grad():\n    " + RIGHT["conv2d"].replace("\n", "\n    ")]
    ),
    # Colab, Kaggle, Deepnote, Databricks.
    "colab-in-one-cell": Situation(
        [together(DRIVE, FIRST), ONE, COMPUTED, COUNT, CONV], says=NO_COLAB
    ),
    "colab-and-everything": Situation(
        [together(DRIVE, FIRST, ONE, COMPUTED, COUNT, CONV)], says=NO_COLAB
    ),
    "colab-in-its-own-cell": Situation([DRIVE, *cells()], says=NO_COLAB),
    "colab-uploads": Situation(
        [FIRST, together("from google.colab import files", "up = files.upload()")]
        + [together("name = list(up)[0]", ONE, COMPUTED), COUNT, CONV]
    ),
    "colab-goes-to-the-drive": Situation(
        [together("import os, sys", "os.chdir('/content/drive/MyDrive/cnn')",
            "sys.path.append('/content/drive/MyDrive')", FIRST, ONE, COMPUTED), COUNT,
            "from helpers import conv2d"],
        says="FileNotFoundError: /content/drive/MyDrive/cnn",
        files={"helpers.py": HELPERS},
    ),
    "colab-reads-the-drive": Situation(
        [together(FIRST, "table = np.loadtxt('/content/drive/MyDrive/t.csv')", ONE)]
        + [NEXT, COUNT, CONV],
        says="t.csv",
    ),
    "colab-magics": Situation(
        [together("%tensorflow_version 2.x", "%load_ext google.colab.data_table", FIRST,
            ONE, COMPUTED), COUNT, CONV]
    ),
    "colab-form": Situation(
        [FIRST, "#@title Mine { run: \"auto\" }\none_window = -29 #@param {type:'integer'}"]
        + [NEXT, COUNT, CONV]
    ),
    "kaggle-head": Situation(
        ["import numpy as np # linear algebra\nimport pandas as pd\nimport os\n"
            "for dirname, _, names in os.walk('/kaggle/input'):\n    print(dirname)\n"
            "import cnnbook as cb\nfrom cnnbook import lecture\n" + COMPUTED, ONE, COUNT, CONV]
    ),
    "databricks": Situation(
        [FIRST, together("import pyspark", "spark = pyspark.Session()", ONE, COMPUTED)]
        + [COUNT, CONV]
    ),
    # Installing and fetching: there is no network, and nobody waits for it.
    "installs": Situation(
        [together("!pip install -q seaborn cnnbook", "%pip install seaborn",
            "!python -m pip install x", "!apt-get install -y x", "!conda install -y x",
            "!git clone https://example.org/x", FIRST, ONE, COMPUTED), COUNT, CONV]
    ),
    "installs-by-itself": Situation(
        [together("import subprocess, sys", "subprocess.run([sys.executable, '-m', 'pip', "
            "'install', 'seaborn'])", FIRST, ONE, COMPUTED), COUNT, CONV]
    ),
    "fetches": Situation(
        [together(FIRST, "log = !wget https://example.org/x.csv", ONE, COMPUTED), COUNT, CONV]
    ),
    "fetches-by-urllib": Situation(
        [together(FIRST, "import urllib.request", "urllib.request.urlretrieve("
            "'https://example.org/x.csv', 'x.csv')", ONE, COMPUTED), COUNT, CONV],
        says="URLError",
    ),
    # Magics.
    "timed-cell": Situation([FIRST, "%%time\n" + ONE, "%%time\n" + COMPUTED, COUNT, CONV]),
    "captured-cell-with-a-missing-import": Situation(
        ["%%capture\n" + together("import seaborn", FIRST, ONE, COMPUTED), COUNT, CONV],
        says=NO_SEABORN,
    ),
    "timed-often": Situation(
        [*cells(), "%timeit conv2d(np.ones((60, 60)), np.ones((3, 3)))",
            "%%timeit\nconv2d(np.ones((60, 60)), np.ones((3, 3)))"]
    ),
    "magic-with-a-result": Situation(
        [FIRST, "spent = %timeit -o sum([1])\nhere = %pwd\nnames = !echo -29",
            "one_window = int(names[0])\nassert spent.average >= 0 and here", NEXT, COUNT, CONV]
    ),
    "autoreload": Situation(
        ["%load_ext autoreload\n%autoreload 2\n%matplotlib inline\n" + FIRST, *cells()[1:]]
    ),
    "magics-of-editors": Situation(
        ["%load_ext autoreload\n%autoreload 2\n%matplotlib widget\n%config InlineBackend"
            ".figure_format = 'retina'\n!pip install -q cnnbook\n" + FIRST, *cells()[1:]]
    ),
    "windows-line-ends": Situation(
        [cell.replace("\n", "\r\n") for cell in ["%matplotlib inline\n" + FIRST, ONE, NEXT]
            + [COUNT, "%%time\n" + CONV]]
    ),
    "an-unknown-magic": Situation(
        [together("%no_such_magic 3", FIRST, ONE, COMPUTED), COUNT, CONV]
    ),
    "bash-cell": Situation(["%%bash\necho hello", "%%html\n<b>x</b>", *cells()]),
    # Errors of the student's own: what stands alone counts.
    "an-open-file": Situation(
        [FIRST, "img = open('photo.png', 'rb').read()\none_window = -30 + 1", NEXT, COUNT, CONV],
        says="Code cell 2 raised an error: FileNotFoundError: photo.png",
    ),
    "values-after-an-error": Situation(
        [FIRST, together("print(unknown)", RIGHT["one-window"],
            "next_value = np.array([18, 86])", COUNT), CONV],
        says="NameError: name 'unknown' is not defined",
    ),
    "no-work-after-an-error": Situation(
        [FIRST, together(ONE, "1 / 0", COMPUTED), COUNT, CONV],
        (1, 0, 1, 4),
        says="ZeroDivisionError: division by zero",
    ),
    "assertion-then-definitions": Situation(
        [FIRST, together("assert 1 == 2, 'my test'", ONE, NEXT, COUNT, CONV)],
        says="AssertionError: my test",
    ),
    "exit-in-the-middle": Situation(
        [together(FIRST, "import sys", "sys.exit()", ONE, NEXT, COUNT, CONV)]
    ),
    "a-loop-without-end-then-definitions": Situation(
        [FIRST, together(ONE, "while True:\n    pass", NEXT, COUNT, CONV)],
        status="graded; stopped: code cell 2",
    ),
    "broken-last-line": Situation(
        [together(FIRST, ONE, NEXT, COUNT, CONV, "print(conv2d(")],
        says="is not Python: a syntax error",
    ),
    "prose-among-code": Situation(
        [FIRST, ONE + "\nThis is my answer, since the window is bright.", NEXT, COUNT]
        + ["My function\n" + RIGHT["conv2d"] + "\nit works"],
        says="Code cell 2 is not Python",
    ),
    "unfinished-loop": Situation(
        [FIRST, ONE + "\nfor i in range(3):", NEXT, COUNT, CONV]
    ),
    "wrong-indent-below": Situation(
        [FIRST, ONE, NEXT, COUNT + "\n\n   x = 3", CONV], says="Code cell 4 is not Python"
    ),
    "python-2-print": Situation([FIRST, "print one_window\n" + ONE, NEXT, COUNT, CONV]),
    "windows-path": Situation(
        [FIRST, together(r"table = np.loadtxt('C:\\Users\\ann\\t.csv')", ONE), NEXT, COUNT, CONV],
        says="t.csv",
    ),
    "asks": Situation(
        [FIRST, together("n = int(input('How many? '))", ONE, COMPUTED), COUNT, CONV],
        says="input() gets no answer while grading",
    ),
    "interrupted": Situation(
        [FIRST, together("raise KeyboardInterrupt", ONE, NEXT), COUNT, CONV]
    ),
    # Right code in unusual forms.
    "awaits": Situation(
        [FIRST, "import asyncio\nasync def work():\n    await asyncio.sleep(0)\n"
            "    return -29\none_window = await work()", NEXT, COUNT, CONV]
    ),
    "as-a-script": Situation(
        [FIRST, "def main():\n    global one_window\n    one_window = -29\n"
            "if __name__ == '__main__':\n    main()", NEXT, COUNT, CONV]
    ),
    "as-a-script-that-fails": Situation(
        [together(FIRST, "if __name__ == '__main__':", "    one_window = -29",
            "    print(unknown)", "    def count_windows(height, width, f_h, f_w):",
            "        return (height - f_h + 1) * (width - f_w + 1)"), NEXT, CONV]
    ),
    "conditional-definition": Situation(
        [FIRST, ONE, NEXT, COUNT, "if np.ones(1).any():\n    "
            + RIGHT["conv2d"].replace("\n", "\n    ") + "\nelse:\n    conv2d = None"]
    ),
    "starred": Situation([FIRST, "one_window, *next_value = -29, 18, 86", COUNT, CONV]),
    "annotated": Situation(
        [FIRST, "one_window: int = -29\nprint(unknown)\nnext_value: list = [18, 86]", COUNT, CONV]
    ),
    "walrus": Situation([FIRST, "print(one_window := -29)", NEXT, COUNT, CONV]),
    "decorated": Situation(
        [FIRST, ONE, NEXT, "import functools\ndef loud(f):\n    @functools.wraps(f)\n"
            "    def inner(*a, **k):\n        print('called')\n        return f(*a, **k)\n"
            "    return inner", "@loud\n" + COUNT, "1 / 0\n@loud\n" + CONV]
    ),
    "class-attributes": Situation(
        [FIRST, "class Answers:\n    window = -29\n    @staticmethod\n    "
            + RIGHT["conv2d"].replace("\n", "\n    "),
            "one_window = Answers.window\nconv2d = Answers.conv2d", NEXT, COUNT]
    ),
    "defined-by-a-loop": Situation(
        [FIRST, "for name, value in {'one_window': -29, 'next_value': [18, 86]}.items():\n"
            "    globals()[name] = value", COUNT, CONV]
    ),
    "lambda-after-an-error": Situation(
        [FIRST, ONE, NEXT, "1 / 0\ncount_windows = lambda height, width, f_h, f_w: "
            "(height - f_h + 1) * (width - f_w + 1)", CONV]
    ),
    "plots": Situation(
        [*cells(), "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\n"
            "ax.imshow(np.ones((3, 3)))\nplt.savefig('out.png')\nplt.show()"]
    ),
    # The order of cells, and names that are used again.
    "renamed-arguments": Situation(
        cells(conv2d=RIGHT["conv2d"].replace("padding", "p").replace("stride", "s"))
    ),
    "upside-down": Situation(cells()[::-1]),
    "each-needs-the-next": Situation(
        ["one_window = a + 0", "a = b + 0", "b = -29", *cells(one_window=None)]
    ),
    "a-second-try-takes-nothing": Situation(
        [FIRST, "one_window = later(0)", ONE, NEXT, COUNT, CONV,
            "def later(x):\n    return 99"]
    ),
    "a-second-try-takes-no-function": Situation(
        [FIRST, ONE, NEXT, COUNT, WRONG_CONV + "\nprint(not_there_yet)", RIGHT["conv2d"],
            "not_there_yet = 3"]
    ),
    "the-later-definition": Situation([FIRST, WRONG_CONV, ONE, NEXT, COUNT, CONV]),
    "reused-name": Situation(
        [*cells(), "count_windows = count_windows(6, 6, 3, 3)\nprint(count_windows)"],
        says="What counts is what cb.check got in code cell 4",
    ),
    "names-of-python-and-numpy-reused": Situation(
        [*cells(), "n, p, np = 3, 1, 3\nsum = 0\nlen = 3\nlist = [1]\nrange = 7"],
        says="What counts is what cb.check got in code cell 5",
    ),
    "numpys-own-function-overwritten": Situation(
        [*cells(), "np.array = [1, 2]\nnp.asarray = np.ndarray = np.errstate = 3"], THREE,
        says="Your function raised TypeError: 'int' object is not callable",
    ),
    "deleted-after-its-check": Situation([*cells(), "del one_window, conv2d"]),
    "changed-in-place-after-its-check": Situation(
        [*cells(next_value="next_value = [18, 86]"), "next_value.append(3)"],
        says="What counts is what cb.check got in code cell 3",
    ),
    "helper-changed-after-the-check": Situation(
        [FIRST, ONE, NEXT, COUNT, "def window(a, i, j, f_h, f_w):\n"
            "    return a[i:i + f_h, j:j + f_w]", CONV.replace(
            "image[i:i + f_h, j:j + f_w]", "window(image, i, j, f_h, f_w)"), "window = 3"],
        says="What counts is what cb.check got in code cell 6",
    ),
    "renamed-function": Situation(
        [FIRST, ONE, NEXT, COUNT, RIGHT["conv2d"].replace("def conv2d", "def my_conv")
            + "\ncb.check('conv2d', my_conv)"]
    ),
    "checked-without-a-name": Situation(
        [FIRST, "cb.check('one-window', -29)", NEXT, COUNT, CONV]
    ),
    "experiments-after-the-check": Situation([*cells(), WRONG_CONV]),
    "better-after-the-check": Situation(
        [*cells(conv2d=WRONG_CONV), RIGHT["conv2d"]]
    ),
    "a-guess-for-each-number": Situation(  # the last check and the end, and no others
        [FIRST, "for guess in range(-40, 40):\n    cb.check('one-window', guess)", NEXT]
        + [COUNT, CONV], (0, 1, 1, 4)
    ),
    "looks-at-the-verdict": Situation(
        [FIRST, "verdict = cb.check('one-window', -29)\nprint(verdict.headline)\n"
            "verdict.more()\none_window = -29 if verdict else 0", NEXT, COUNT, CONV]
    ),
    # Files of the student's own.
    "helper": Situation(
        [FIRST, "from helpers import conv2d", ONE, NEXT, COUNT],
        files={"helpers.py": HELPERS},
    ),
    "helper-by-wildcard": Situation(
        [FIRST, "from helpers import *", ONE, NEXT, COUNT], files={"helpers.py": HELPERS}
    ),
    "helper-package": Situation(
        [FIRST, "from mine.layers import conv2d", ONE, NEXT, COUNT],
        files={"mine/__init__.py": b"", "mine/layers.py": HELPERS},
    ),
    "helper-one-above": Situation(
        [FIRST, "import sys\nsys.path.append('..')\nfrom helpers import conv2d", ONE, NEXT]
        + [COUNT], files={"helpers.py": HELPERS}, name="week 2/02-x"
    ),
    "helper-that-is-run": Situation(
        [FIRST, "%run helpers.py", ONE, NEXT, COUNT], files={"helpers.py": HELPERS}
    ),
    "helper-not-handed-in": Situation(
        [FIRST, "from helpers import conv2d", ONE, NEXT, COUNT], THREE,
        says="No module named 'helpers'"
    ),
    "data": Situation([FIRST, FROM_PATCH, NEXT, COUNT, CONV], files={"patch.csv": PATCH}),
    "data-in-a-folder": Situation(
        [FIRST, FROM_PATCH.replace("patch", "./data/patch"), NEXT, COUNT, CONV],
        files={"data/patch.csv": PATCH}
    ),
    "data-beside-the-folder": Situation(
        [FIRST, FROM_PATCH.replace("patch", "../data/patch"), NEXT, COUNT, CONV],
        files={"data/patch.csv": PATCH}, name="notebooks/02-x"
    ),
    "data-by-cd": Situation(
        [FIRST, "%cd data\n" + FROM_PATCH, "%cd ..", NEXT, COUNT, CONV],
        files={"data/patch.csv": PATCH}
    ),
    "data-changed-by-the-notebook": Situation(
        [FIRST, "text = open('patch.csv').read()\nopen('patch.csv', 'w').write("
            "text.replace('-9', '-8'))", FROM_PATCH + " - 3", NEXT, COUNT, CONV],
        files={"patch.csv": PATCH}
    ),
    "writes-a-file": Situation(
        [FIRST, "%%writefile helpers.py\n" + HELPERS.decode(), "from helpers import conv2d",
            ONE, NEXT, COUNT]
    ),
    "writes-a-file-too-late": Situation(
        [FIRST, "from helpers import conv2d", ONE, NEXT, COUNT,
            "%%writefile helpers.py\n" + HELPERS.decode()]
    ),
    "writes-over-what-was-handed-in": Situation(
        [FIRST, "%%writefile helpers.py\n" + HELPERS.decode(), "from helpers import conv2d",
            ONE, NEXT, COUNT], files={"helpers.py": b"conv2d = 3\n"}
    ),
    "a-module-with-a-common-name": Situation(
        [FIRST, "from utils import conv2d", ONE, NEXT, COUNT], files={"utils.py": HELPERS}
    ),
    "another-notebook-that-is-run": Situation(
        [FIRST, "%run helpers.ipynb", ONE, NEXT, COUNT],
        files={"helpers.ipynb": json.dumps(notebook([HELPERS.decode()], None)).encode()}
    ),
    "a-script-that-is-run": Situation(
        [FIRST, "!python make.py", "one_window = int(open('made.txt').read())", NEXT]
        + [COUNT, CONV], files={"make.py": b"open('made.txt', 'w').write('-29')"}
    ),
    "a-module-that-is-loaded-again": Situation(
        [FIRST, "import helpers, importlib\nopen('helpers.py', 'a').write('x = -29')\n"
            "importlib.invalidate_caches()\nimportlib.reload(helpers)\n"
            "from helpers import conv2d\none_window = helpers.x", NEXT, COUNT],
        files={"helpers.py": HELPERS}
    ),
    "an-archive": Situation(
        [FIRST, "import shutil\nshutil.make_archive('all', 'zip', 'data')\n"
            "shutil.unpack_archive('all.zip', 'again')\n"
            + FROM_PATCH.replace("patch", "again/patch"), NEXT, COUNT, CONV],
        files={"data/patch.csv": PATCH}
    ),
    "lists-what-is-there": Situation(
        [FIRST, "import glob, os\nname = glob.glob('data/*.csv')[0]\n"
            "assert os.listdir('data') == ['patch.csv']\n"
            + FROM_PATCH.replace("'patch.csv'", "name"), NEXT, COUNT, CONV],
        files={"data/patch.csv": PATCH}
    ),
    "a-helper-that-needs-what-is-missing": Situation(
        [FIRST, "from helpers import conv2d", ONE, NEXT, COUNT], THREE, says=NO_SEABORN,
        files={"helpers.py": b"import seaborn\n" + HELPERS}
    ),
    "widgets-and-displays": Situation(
        [*cells(), "from ipywidgets import interact\nfrom IPython.display import display, "
            "HTML, clear_output\ninteract(lambda x=3: x)\ndisplay(HTML('<b>x</b>'))\n"
            "clear_output()"]
    ),
    "a-pasted-prompt": Situation(
        [FIRST, ">>> one_window = -29\n>>> print(one_window)\n-29", NEXT, COUNT, CONV]
    ),
    # Processes.
    "many-processes": Situation(
        [FIRST, "from multiprocessing import Pool\ndef work(x):\n    return -x\n"
            "with Pool(2) as pool:\n    one_window = sum(pool.map(work, [20, 9]))", NEXT]
        + [COUNT, CONV]
    ),
    "executors": Situation(
        [FIRST, "from concurrent.futures import ProcessPoolExecutor\ndef work(x):\n"
            "    return -x\nwith ProcessPoolExecutor(max_workers=2) as pool:\n"
            "    one_window = sum(pool.map(work, [20, 9]))", NEXT, COUNT, CONV]
    ),
    "a-process-and-a-queue": Situation(
        [FIRST, "import multiprocessing as mp\nqueue = mp.Queue()\n"
            "worker = mp.Process(target=queue.put, args=(-29,))\nworker.start()\n"
            "one_window = queue.get()\nworker.join()", NEXT, COUNT, CONV]
    ),
}  # fmt: skip
"""Name to situation; the first ones were handed over, the others thought of before
anything was mended."""
