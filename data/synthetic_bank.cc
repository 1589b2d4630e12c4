// Writes the synthetic MLA-C01 bank: items.csv and questions.jsonl.

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "data/content_plan.h"
#include "data/synthetic_item.h"
#include "engine/item_bank.h"
#include "engine/random.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr uint64_t kDefaultSeed = 582;

constexpr absl::string_view kHeader =
    "item_id,model,a,b,c,se_a,se_b,se_c,cov_a_b,cov_a_c,cov_b_c,status,"
    "enemy_group,item_set,expected_seconds,domain,area,type,origin\n";

// The shortest decimal that reads back as x.
std::string Exact(double x) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof(text), x).ptr};
}

// Eight significant digits: what follows them depends on the machine.
std::string Stable(double x) {
  char text[32];
  constexpr auto kFormat = std::chars_format::general;
  return {text, std::to_chars(text, text + sizeof(text), x, kFormat, 8).ptr};
}

std::string CsvRow(const Item& item) {
  const std::vector<double>& cov = item.covariance;
  std::string row = absl::StrCat(item.id, ",", NameOf(item.model));
  for (const double x : item.parameters) absl::StrAppend(&row, ",", Exact(x));
  for (const int i : {0, 4, 8}) {
    absl::StrAppend(&row, ",", Stable(std::sqrt(cov[i])));
  }
  for (const int i : {1, 2, 5}) absl::StrAppend(&row, ",", Stable(cov[i]));
  absl::StrAppend(&row, ",", NameOf(item.status), ",", item.enemy_group, ",",
                  item.item_set, ",", Exact(item.expected_seconds));
  for (const char* name : {"domain", "area", "type", "origin"}) {
    absl::StrAppend(&row, ",", item.attributes.at(name));
  }
  return row + "\n";
}

absl::Status WriteFile(const std::string& path, const std::string& content) {
  std::ofstream file(path, std::ios::binary);
  file << content;
  file.close();
  if (file) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(path, ": cannot be written"));
}

absl::Status WriteBank(const std::string& folder, uint64_t seed) {
  std::string items(kHeader);
  std::string questions;
  std::vector<Item> bank;
  for (const PlannedItem& plan : PlanContent(seed)) {
    Random random = Random::Stream(seed, bank.size());
    SyntheticItem made = MakeSyntheticItem(plan, random);
    absl::StrAppend(&items, CsvRow(made.item));
    absl::StrAppend(&questions, made.question.dump(), "\n");
    bank.push_back(std::move(made.item));
  }
  RETURN_IF_ERROR(ItemBank::Make(std::move(bank)).status());
  RETURN_IF_ERROR(WriteFile(folder + "/items.csv", items));
  return WriteFile(folder + "/questions.jsonl", questions);
}

int Main(int argc, char** argv) {
  CLI::App app("Writes the synthetic MLA-C01 bank: items.csv, questions.jsonl");
  std::string folder;
  uint64_t seed = kDefaultSeed;
  app.add_option("folder", folder, "an existing folder")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--seed", seed, "of all draws")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = WriteBank(folder, seed);
  if (status.ok()) return 0;
  std::cerr << "synthetic_bank: " << status.message() << "\n";
  return 1;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
