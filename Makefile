# Quarters. One Makefile, no recursion; every build has a folder of its own:
#   build/           the default         build/address/, build/thread/   with SAN=address, SAN=thread
#   build/clang/     with CLANG=1 (make lint builds it)
# V=1 shows the commands.
#
# One folder of sources = one layer = one static archive. A layer's tests link only the archives
# below it (TEST_LIBS_*), so that a call upwards does not link.

comma := ,
SAN ?=
V ?=
Q := $(if $(V),,@)
say = @$(if $(V),:,echo "  $1")
CLANG ?=
BUILD := build$(if $(SAN),/$(SAN))$(if $(CLANG),/clang)
CC := $(if $(CLANG),clang,gcc)
AR := ar

LAYERS := solver base store report service http api cli
DIR_solver := solver
$(foreach l,base store report service http api cli,$(eval DIR_$l := src/$l))

WARN := -Wall -Wextra -Wpedantic -Wformat=2 -Wconversion -Wshadow -Wmissing-prototypes \
        -Wstrict-prototypes -Wvla -Wundef -Werror
SAFE := -fstack-protector-strong -fPIE -fno-strict-overflow -fno-strict-aliasing \
        -fno-delete-null-pointer-checks
ifeq ($(SAN),)
SAFE += -O2 -D_FORTIFY_SOURCE=2 -fstack-clash-protection
else
SAFE += -O1 -fsanitize=$(SAN)$(if $(filter address,$(SAN)),$(comma)undefined) -fno-omit-frame-pointer
endif
# -D_GNU_SOURCE: prlimit, PDEATHSIG and memfd of Linux; POSIX elsewhere.
CPPFLAGS := -Iinclude -I$(BUILD)/gen -D_GNU_SOURCE
# a sanitizer's report needs lines, not variables
CFLAGS := -std=c17 $(if $(SAN),-g1,-g) $(WARN) $(SAFE)
LDFLAGS := -pie -Wl,-z,relro,-z,now,-z,noexecstack $(if $(SAN),-fsanitize=$(SAN)$(if $(filter address,$(SAN)),$(comma)undefined))
# each layer's third-party libraries
LIBS_solver := -lglpk -ljansson -lm
LIBS_base := -ljansson -lsodium -lutf8proc -lxlsxwriter -lminizip -lexpat -ljpeg -lpng -lz -lm
LIBS_store := -lsqlite3
LIBS_report := -lhpdf -lqrencode
LIBS_http := -lmicrohttpd -lm
# what a layer's tests may link: itself and what lies below it, top first
BELOW_solver := solver
BELOW_base := base
BELOW_store := store base
BELOW_report := report base
BELOW_service := service store solver base
BELOW_http := http base
BELOW_api := api http service report store solver base
BELOW_cli := cli api http service report store solver base

archive = $(BUILD)/$1.a
libs_of = $(foreach l,$(BELOW_$1),$(call archive,$l)) $(foreach l,$(BELOW_$1),$(LIBS_$l))

.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
.PHONY: all run demo screens test fuzz torture bench lint install clean
all: $(BUILD)/quarters

define layer
SRC_$1 := $$(filter-out src/cli/main.c,$$(wildcard $(DIR_$1)/*.c))
OBJ_$1 := $$(SRC_$1:%.c=$(BUILD)/obj/%.o) $$(GEN_OBJ_$1)
$(BUILD)/$1.a: $$(OBJ_$1)
	@rm -f $$@
	$$(call say,AR $$@)
	$$(Q)$(AR) rcs $$@ $$^
endef

# Files that a layer carries inside itself (src/tools/embed.c).
EMBED_service := $(sort $(wildcard fixtures/policies/*.json)) fixtures/seed/agencies.csv fixtures/seed/communes.csv
WEB := build/web
WEB_FILES := $(shell sed -n 's/^\([a-z][a-z]*\) .*/\1/p' src/web/files.txt)
EMBED_api := src/api/openapi.json $(addprefix $(WEB)/,index.html $(foreach f,$(WEB_FILES:=.js) $(foreach l,vi en,$(WEB_FILES:%=words-$l-%.js)) app.css icon.svg,$f $f.gz))
GEN_OBJ_service := $(BUILD)/obj/gen/service_files.o
GEN_OBJ_api := $(BUILD)/obj/gen/api_files.o

$(foreach l,$(LAYERS),$(eval $(call layer,$l)))

# packages: a stamp each, made by src/tools/deps.sh; compiling waits for the first
# (one at a time: with -j two of them would fight for apt's lock)
build/.deps-test build/.deps-lint build/.deps-bench build/.deps-node: | build/.deps-build
build/.deps-node: src/tools/node/package-lock.json
build/.deps-%: src/tools/deps.sh
	@mkdir -p build
	@src/tools/deps.sh $*
	@touch $@

$(BUILD)/obj/%.o: %.c | build/.deps-build
	@mkdir -p $(@D)
	$(call say,CC $<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/quarters: $(BUILD)/obj/src/cli/main.o $(foreach l,$(BELOW_cli),$(call archive,$l))
	$(call say,LD $@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(call libs_of,cli)

# build-time tools link base alone
$(BUILD)/tools/%: $(BUILD)/obj/src/tools/%.o $(call archive,base)
	@mkdir -p $(@D)
	$(call say,LD $@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(call libs_of,base)

# the demo's round, over the same services as the server
$(BUILD)/tools/demo_house: $(BUILD)/obj/src/tools/demo_house.o $(foreach l,$(BELOW_service),$(call archive,$l))
	@mkdir -p $(@D)
	$(call say,LD $@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(call libs_of,service)

# … and half a year of life around it: several files
LIFE_OBJ := $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out src/tools/demo_house.c,$(wildcard src/tools/demo_*.c)) src/tools/fixture_rng.c)
$(BUILD)/tools/demo_life: $(LIFE_OBJ) $(foreach l,$(BELOW_service),$(call archive,$l))
	@mkdir -p $(@D)
	$(call say,LD $@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(call libs_of,service)

# the generator of fixtures/: several files, nothing but libc
FIXTURE_OBJ := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard src/tools/fixture_*.c))
$(BUILD)/tools/fixture_generate: $(FIXTURE_OBJ)
	@mkdir -p $(@D)
	$(call say,LD $@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^
$(BUILD)/tests/unit/base_fixtures: $(BUILD)/tools/fixture_generate
# workbooks are read by the program itself (read-table)
$(BUILD)/tests/unit/service_upload: $(BUILD)/quarters

$(BUILD)/gen/service_files.c: $(EMBED_service)
$(BUILD)/gen/api_files.c: $(EMBED_api)
# the web UI, bundled once for all builds
WEB_SRC := $(wildcard src/web/*.ts src/web/*.tsx src/web/*.css src/web/*.txt src/web/*.html src/web/*.svg src/web/*/*.ts src/web/*/*.tsx src/web/*/*/*.ts src/web/*/*/*.tsx src/web/style/*.css)
$(WEB)/.bundled: $(WEB_SRC) src/web/package-lock.json src/tools/web.sh src/tools/bundle.mjs src/tools/words.mjs | build/.deps-web
	$(call say,WEB)
	$(Q)src/tools/web.sh bundle
	@touch $@
$(filter $(WEB)/%,$(EMBED_api)): $(WEB)/.bundled ;
$(BUILD)/gen/%_files.c: $(BUILD)/tools/embed
	@mkdir -p $(@D)
	$(Q)$(BUILD)/tools/embed $*_files $(EMBED_$*) > $@
$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.c
	@mkdir -p $(@D)
	$(call say,CC $<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@

# tests: tests/unit/LAYER_noun.c, tests/api/LAYER_noun.c (over sockets), tests/faults/LAYER_noun.c,
# tests/fuzz/LAYER_noun.c (engine: the solver's) and tests/solver/noun.c, one program each
TEST_SRC := $(wildcard tests/unit/*.c) $(wildcard tests/api/*.c) $(wildcard tests/faults/*.c) \
            $(wildcard tests/solver/*.c) $(wildcard tests/fuzz/*.c)
TESTS := $(TEST_SRC:tests/%.c=$(BUILD)/tests/%)
layer_of_test = $(if $(filter solver/% fuzz/engine,$1),solver,$(firstword $(subst _, ,$(notdir $1))))
.SECONDEXPANSION:
$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $$(foreach l,$$(BELOW_$$(call layer_of_test,$$*)),$$(call archive,$$l))
	@mkdir -p $(@D)
	$(call say,LD $@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(call libs_of,$(call layer_of_test,$*)) -lcmocka

# Tests spend their time in what they test: optimising them costs more than it saves, but for those
# of the solver, whose twins enumerate.
$(BUILD)/obj/tests/%.o: tests/%.c | build/.deps-test
	@mkdir -p $(@D)
	$(call say,CC $<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(if $(filter tests/solver/% tests/bench/%,$<),,-O0 -U_FORTIFY_SOURCE) -MMD -MP -c $< -o $@

# A full test run: every test program in the default and in the address build, then the scripts.

# the last one judges what the API tests recorded
TEST_SCRIPTS := $(wildcard tests/browser/*.sh) $(wildcard tests/cli/*.sh) $(wildcard tests/fuzz/*.sh) tests/api/respect.sh tests/api/curl.sh -- tests/api/coverage.sh
# the longest begin first, so that the lanes of tests/run.sh end together
LONGEST := tests/browser/browser.sh build/tests/faults/store_io tests/cli/allocation.sh tests/cli/document.sh \
           build/tests/solver/search_out_of_memory build/address/tests/unit/service_draw build/address/tests/faults/api_kill \
           build/tests/faults/api_kill build/tests/solver/brute build/address/tests/faults/store_io tests/fuzz/limits.sh
TEST_RUN := $(TESTS) $(TESTS:build/%=build/address/%) $(TEST_SCRIPTS)
.PHONY: test-programs
test-programs: $(TESTS)
test: build/.deps-test build/.deps-node $(BUILD)/quarters $(BUILD)/tools/demo_house $(BUILD)/tools/demo_life test-programs
	@$(MAKE) --no-print-directory SAN=address all test-programs
	@rm -rf build/traffic
	@QUARTERS_TRAFFIC=build/traffic tests/run.sh $(LONGEST) $(filter-out $(LONGEST),$(TEST_RUN))

# Long fuzzing: 5,000 wild instances and documents and many broken ones under address and undefined
# sanitizers, signals and little memory. make test runs a short part of both. FUZZ_COUNT, FUZZ_SEED, FUZZ_ROUNDS.
fuzz: build/.deps-test $(BUILD)/quarters
	@$(MAKE) --no-print-directory SAN=address build/address/tests/fuzz/engine build/address/tests/fuzz/api_schema
	@FUZZ_COUNT=$${FUZZ_COUNT:-5000} FUZZ_ROUNDS=$${FUZZ_ROUNDS:-40} tests/run.sh build/address/tests/fuzz/engine build/address/tests/fuzz/api_schema tests/fuzz/limits.sh

# Long fault runs, the figures of a release; make test runs a short part of each.
torture: build/.deps-test $(BUILD)/quarters test-programs
	@QUARTERS_KILLS=$${QUARTERS_KILLS:-1000} QUARTERS_RETRIES=$${QUARTERS_RETRIES:-10000} \
	 QUARTERS_CRASHES=$${QUARTERS_CRASHES:-20000} QUARTERS_STOPS=$${QUARTERS_STOPS:-500} QUARTERS_MIGRATIONS=all \
	 tests/run.sh $(filter $(BUILD)/tests/faults/%,$(TESTS))

demo: $(BUILD)/quarters $(BUILD)/tools/demo_house $(BUILD)/tools/demo_life
	@src/tools/demo.sh $(BUILD)/quarters fixtures $(BUILD)/demo
# PORT= another port
run: demo
	@$(BUILD)/quarters serve $(BUILD)/demo/quarters.db --listen 127.0.0.1:$${PORT:-8080}

# the pictures of README
screens: build/.deps-test build/.deps-node demo
	@src/tools/screens.sh $(BUILD)/quarters $(BUILD)/demo

# the bench's own programs: bare.c links libmicrohttpd alone
$(BUILD)/tests/bench/bare: $(BUILD)/obj/tests/bench/bare.o
	@mkdir -p $(@D)
	$(call say,LD $@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< -lmicrohttpd

bench: build/.deps-bench $(BUILD)/quarters $(BUILD)/tests/solver/agencies_simple $(BUILD)/tests/bench/bare \
       $(BUILD)/tests/bench/store_people $(BUILD)/tools/demo_house $(BUILD)/tools/demo_life
	@tests/bench/run.sh $(BUILD)/quarters fixtures $(BUILD)/bench $(BUILD)/tests/solver/agencies_simple
	@tests/bench/growth.sh $(BUILD)/quarters $(BUILD)/bench
	@tests/bench/server.sh $(BUILD)/quarters fixtures $(BUILD)/bench $(BUILD)/tests/bench

lint: build/.deps-lint build/.deps-node
	@$(MAKE) --no-print-directory CLANG=1 all test-programs
	@src/tools/lint.sh

PREFIX ?= /usr/local
install: $(BUILD)/quarters
	install -D -m 755 $(BUILD)/quarters $(DESTDIR)$(PREFIX)/bin/quarters
	install -D -m 644 src/dist/quarters.1 $(DESTDIR)$(PREFIX)/share/man/man1/quarters.1

clean:
	rm -rf build

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
