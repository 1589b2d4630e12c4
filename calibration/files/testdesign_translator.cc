#include "calibration/files/testdesign_translator.h"

#include <map>
#include <optional>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "engine/blueprint/condition.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// Whether a condition of ours matches just these items: matches[item].
bool MatchesAll(const std::string& text, const std::vector<Item>& items,
                const std::vector<char>& matches) {
  const absl::StatusOr<Condition> condition = Condition::Parse(text);
  if (!condition.ok()) return false;
  for (size_t i = 0; i < items.size(); ++i) {
    const absl::StatusOr<bool> match = condition->Matches(items[i]);
    if (!match.ok() || *match != static_cast<bool>(matches[i])) return false;
  }
  return true;
}

std::string AttributeNameFor(const std::string& id) {
  std::string name = absl::StrCat("matches_", id);
  for (char& c : name) {
    if (!absl::ascii_isalnum(c)) c = '_';
  }
  return name;
}

}  // namespace

absl::StatusOr<TranslatedCondition> TestDesignTranslator::Translate(
    const TestDesignRow& row, const TestDesignNames& names, size_t begin) {
  const auto parsed = TestDesignCondition::Parse(row.condition, names, begin);
  if (!parsed.ok()) return row.Error(parsed.status().message());
  TranslatedCondition translated;
  std::vector<char> matches;
  for (const Item& item : pool_.items) {
    const absl::StatusOr<bool> match = parsed->Matches(item);
    if (!match.ok()) return row.Error(match.status().message());
    // An item of no stimulus is not among the stimuli.
    matches.push_back(*match && !(row.of_stimuli && item.item_set.empty()));
    if (matches.back()) translated.items.push_back(&item);
  }
  translated.condition = parsed->Translate();
  if (!MatchesAll(translated.condition, pool_.items, matches)) {
    ASSIGN_OR_RETURN(translated.condition, AddAttribute(row, matches));
  }
  return translated;
}

absl::StatusOr<std::string> TestDesignTranslator::AddAttribute(
    const TestDesignRow& row, const std::vector<char>& matches) {
  const std::string name = AttributeNameFor(row.id);
  for (const Item& item : pool_.items) {
    if (item.attributes.count(name) == 0) continue;
    return row.Error(absl::StrCat(
        "its condition needs an attribute ", name,
        " (an item lacks what it compares), but the items have one already"));
  }
  for (size_t i = 0; i < matches.size(); ++i) {
    pool_.items[i].attributes[name] = matches[i] ? "yes" : "no";
  }
  notes_.push_back(absl::StrCat(
      "constraint ", row.id, ": not every item has what \"", row.condition,
      "\" compares; the column ", name, " of items.csv says which ones match"));
  return absl::StrCat(name, " == \"yes\"");
}

TranslatedCondition TestDesignTranslator::All() const {
  TranslatedCondition all;
  for (const Item& item : pool_.items) all.items.push_back(&item);
  return all;
}

std::vector<AttributeLevel> LevelsOf(absl::Span<const Item> items,
                                     const std::string& name) {
  std::set<std::string> texts;
  std::map<double, std::string> numbers;
  bool all_numbers = true;
  for (const Item& item : items) {
    const std::string text = TestDesignValue(item, name);
    if (text.empty()) continue;
    texts.insert(text);
    const std::optional<double> number = ParseNumber(text);
    if (number) numbers.emplace(*number, text);
    all_numbers = all_numbers && number.has_value();
  }
  std::vector<AttributeLevel> levels;
  if (all_numbers) {
    for (const auto& level : numbers) {
      levels.push_back({level.second, level.second});
    }
    return levels;
  }
  for (const std::string& text : texts) {
    levels.push_back({text, absl::StrCat("\"", text, "\"")});
  }
  return levels;
}

}  // namespace adaptest
