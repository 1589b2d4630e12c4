// Answers from files: a long CSV, packing it, and opening what was packed.
// 20 000 persons who answered 65 of 582 items: 1.3 million rows, 33 MB.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/packed_reader.h"
#include "calibration/files/packed_writer.h"
#include "calibration/files/responses_csv.h"
#include "engine/random.h"

namespace adaptest {
namespace {

constexpr int kFilePersons = 20000;

std::string BenchFile(const std::string& name) {
  return (std::filesystem::temp_directory_path() / name).string();
}

const std::string& LongFile() {
  static const std::string path = [] {
    const std::string file = BenchFile("adaptest_bench_long.csv");
    Random random(1);
    std::vector<int> items(582);
    for (int i = 0; i < 582; ++i) items[i] = i;
    std::ofstream out(file);
    out << "person_id,item_id,response,seconds\n";
    for (int p = 0; p < kFilePersons; ++p) {
      random.Shuffle(items);
      for (int i = 0; i < 65; ++i) {
        out << "person" << p << ",item" << items[i] << ","
            << (random.Uniform() < 0.6) << "," << 5 + i << "\n";
      }
    }
    return file;
  }();
  return path;
}

ResponseFormat AnyItems() {
  ResponseFormat format;
  format.models = ItemModels::Unknown();
  return format;
}

void PackTo(const std::string& path) {
  const ResponseFormat format = AnyItems();
  ResponseIntake intake(format);
  intake.builder().SpillTo(std::filesystem::path(path).parent_path().string());
  ReadResponseFiles({LongFile()}, intake).IgnoreError();
  const auto packed =
      WritePackedResponses(intake, StreamedFile::Create(path).value());
  if (!packed.ok()) std::abort();
}

void ScanLongCsv(benchmark::State& state) {
  for (auto _ : state) {
    CsvReader csv = CsvReader::Open(LongFile()).value();
    while (csv.Next().value()) benchmark::DoNotOptimize(csv.field(0));
  }
  state.SetItemsProcessed(state.iterations() * kFilePersons * 65);
}

void ReadLongCsv(benchmark::State& state) {
  const ResponseFormat format = AnyItems();
  for (auto _ : state) {
    benchmark::DoNotOptimize(ReadResponses({LongFile()}, format).value());
  }
  state.SetItemsProcessed(state.iterations() * kFilePersons * 65);
}

void PackLongCsv(benchmark::State& state) {
  for (auto _ : state) PackTo(BenchFile("adaptest_bench.pack"));
  state.SetItemsProcessed(state.iterations() * kFilePersons * 65);
}

void OpenPacked(benchmark::State& state) {
  const std::string path = BenchFile("adaptest_bench.pack");
  PackTo(path);
  for (auto _ : state) {
    benchmark::DoNotOptimize(OpenPackedFile(path).value());
  }
  state.SetItemsProcessed(state.iterations() * kFilePersons * 65);
  state.SetBytesProcessed(static_cast<int64_t>(
      state.iterations() * std::filesystem::file_size(path)));
}

BENCHMARK(ScanLongCsv)->Unit(benchmark::kMillisecond);
BENCHMARK(ReadLongCsv)->Unit(benchmark::kMillisecond);
BENCHMARK(PackLongCsv)->Unit(benchmark::kMillisecond);
BENCHMARK(OpenPacked)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace adaptest
