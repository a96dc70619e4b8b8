# Berkas without typing long commands. Works with GNU make 3.81 and later; `make` alone prints help.
#
# Each target builds .venv when it is missing or older than the lock. Python runs from this folder, so
# that the code of the checkout is what runs; the installed copy only proves that installing works.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help forms validate letters reports print test test-all lint bench golden locale pictures lock clean

SAMPLE_DATE := 2015-07-31

# Values reach the recipes through the environment: a folder may be called "Data Jum'at".
export IN OUT PROGRAMME MONTH
export INPUT = $(or $(IN),input_samples/complete)
export OUTPUT = $(or $(OUT),$(if $(IN),output,output/sample))
export RUN_DATE = $(or $(DATE),$(if $(IN),,$(SAMPLE_DATE)))

READY := .venv/ready
PY := .venv/bin/python
BERKAS := $(PY) -m pipeline
OPTIONS := -o "$$OUTPUT" $${PROGRAMME:+--programme "$$PROGRAMME"} $${RUN_DATE:+--date "$$RUN_DATE"}

# Exit 1 of berkas says that the work is done and something was found: a result, not a failure of make.
VERDICT := || { code=$$?; [ $$code -eq 1 ] || exit $$code; echo 'Selesai dengan temuan: baca daftar di atas.'; }

define HELP
Berkas: dari buku kerja lapangan menjadi semua surat dan laporan program.

  make reports    semua laporan yang jatuh tempo, berikut suratnya (tanpa IN: contoh lengkap)
  make letters    SPK, surat pengantar, SPM, tanda pengenal
  make print      berkas cetak, satu PDF per kantor dan jenis surat, di cetak/ di folder hasil (perlu LibreOffice)
  make validate   memeriksa buku kerja saja, tidak menerbitkan apa pun: halaman hasil validation.html,
                  dan salinan buku kerja yang sudah ditandai di diperiksa/, keduanya di folder hasil
  make forms      formulir kosong; IN=buku-penugasan.xlsx mengisi kelompok dan anggotanya
  make clean      menghapus hasil di output/ dan lingkungan Python; register, output/forms, dan diperiksa/ tetap

  IN=berkas-atau-folder  OUT=folder-hasil  PROGRAMME=kode  MONTH=2 atau 2015-06  DATE=2015-07-31
  Contoh: make reports IN="Data Lapangan" OUT=hasil MONTH=2

For developers:
  make test       the fast tests             make lint     ruff and mypy
  make test-all   all tests                  make lock     remake requirements.lock (needs uv)
  make golden     rewrite the golden files   make locale   renew the catalogues of pipeline/locale
  make pictures   page pictures of the sample story into output/pictures/, and those of the README
  make bench      the benchmarks; the last one writes thousands of workbooks into the temporary folder
                  and takes minutes (TMPDIR=folder puts them elsewhere)

  PYTHON=python3.12 chooses the Python (3.11, 3.12 or 3.13) that .venv is made with.
endef
export HELP

help:
	@printf '%s\n' "$$HELP"

forms: $(READY)
	@$(BERKAS) forms -o "$${OUT:-output/forms}" $${IN:+--assignments "$$IN"} \
	    $${PROGRAMME:+--programme "$$PROGRAMME"} $(VERDICT)

validate: $(READY)
	@$(BERKAS) validate "$$INPUT" $(OPTIONS) $(VERDICT)

letters: $(READY)
	@$(BERKAS) letters "$$INPUT" $(OPTIONS) $(VERDICT)

reports: $(READY)
	@$(BERKAS) reports "$$INPUT" $(OPTIONS) $${MONTH:+--month "$$MONTH"} $(VERDICT)

print: $(READY)
	@$(BERKAS) print -o "$$OUTPUT" $(VERDICT)

test: $(READY)
	@$(PY) -m pytest -n auto --dist loadfile -m "not slow"

test-all: $(READY)
	@$(PY) -m pytest -n auto --dist loadfile

lint: $(READY)
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy

bench: $(READY)
	@for script in tests/benchmarks/*.py; do PYTHONPATH=. $(PY) "$$script" || exit; done

golden: $(READY)
	@$(PY) -m pytest -q -n auto --dist loadfile -m "not slow" --write-golden

pictures: $(READY)
	@$(PY) -m tests.pictures

locale: $(READY)
	@$(PY) -m tests.translations

lock:
	@uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-annotate --group dev pyproject.toml -o requirements.lock

# Only kinds of file that berkas makes are deleted: a register is safe whatever its name. Forms may have been filled in,
# marked workbooks mended.
clean:
	@rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find pipeline tests -type d -name __pycache__ -prune -exec rm -rf {} +
	@find output \( -path output/forms -o -name diperiksa \) -prune -o -type f \( -name '*.docx' -o -name '*.xlsx' -o -name '*.pdf' -o -name '*.html' -o -name '*.json' \
	    -o -name '*.log' -o -name '*.tmp' -o -path 'output/pictures/*.png' \) -exec rm -f {} +
	@find output -mindepth 1 -depth -type d -empty -exec rmdir {} \;

# The virtual environment. $(READY) is written last: without it an interrupted build is begun anew.

PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11)
BASE_IF_SUPPORTED := import sys; print(sys._base_executable); sys.exit(not (3, 11) <= sys.version_info < (3, 14))

define NO_PYTHON
Python 3.11, 3.12 atau 3.13 tidak ditemukan. Pasang salah satunya, atau sebutkan letaknya: make PYTHON=/letak/python3
No Python 3.11, 3.12 or 3.13 was found. Install one, or name it: make PYTHON=/path/to/python3
endef
define NO_VENV
Python di komputer ini tidak lengkap: modul venv tidak ada. Di Debian atau Ubuntu: sudo apt install python3-venv
This Python lacks its venv module (venv, ensurepip). On Debian or Ubuntu: sudo apt install python3-venv
endef
define NO_INSTALL
Pustaka tidak dapat dipasang (pesan di atas). Periksa sambungan internet, lalu ulangi perintah yang sama.
The libraries could not be installed (see above). Check the network, then run the same command again.
endef
export NO_PYTHON NO_VENV NO_INSTALL

$(READY): requirements.lock pyproject.toml
	@supported= ; chosen= ; \
	for candidate in $(PYTHONS); do \
	    base=$$("$$candidate" -c '$(BASE_IF_SUPPORTED)' 2>/dev/null) || continue; \
	    supported=$$base; \
	    if "$$base" -c 'import ensurepip, venv' 2>/dev/null; then chosen=$$base; break; fi; \
	done; \
	[ -n "$$supported" ] || { printf '%s\n' "$$NO_PYTHON" >&2; exit 1; }; \
	[ -n "$$chosen" ] || { printf '%s\n' "$$NO_VENV" >&2; exit 1; }; \
	echo 'Menyiapkan lingkungan Python di .venv, hanya sekali ...' >&2; \
	rm -rf .venv && "$$chosen" -m venv .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
	    && $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation . \
	    || { printf '%s\n' "$$NO_INSTALL" >&2; exit 1; }
	@touch $@
