#include "calibration/files/testdesign_constraints.h"

#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/testdesign_rows.h"
#include "calibration/files/testdesign_translator.h"
#include "engine/blueprint/blueprint.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

using Row = TestDesignRow;

absl::Status CheckBounds(const Row& row) {
  if (row.lower || row.upper) return absl::OkStatus();
  return row.Error("LB and UB are empty; allowed: at least one number");
}

absl::Status CheckCounts(const Row& row) {
  RETURN_IF_ERROR(CheckBounds(row));
  for (const char* name : {"LB", "UB"}) {
    const std::optional<double> bound = name[0] == 'L' ? row.lower : row.upper;
    if (!bound || (*bound >= 0 && *bound <= Blueprint::kMaxLength &&
                   *bound == std::floor(*bound))) {
      continue;
    }
    return row.Error(absl::StrCat(name, " = ", *bound,
                                  " is not a whole number in [0, ",
                                  Blueprint::kMaxLength, "]"));
  }
  return absl::OkStatus();
}

absl::Status CheckNoBounds(const Row& row) {
  if (!row.lower && !row.upper) return absl::OkStatus();
  return row.Error(absl::StrCat("TYPE ", row.type,
                                " has no bounds; allowed: LB and UB empty"));
}

// Reads rows into a blueprint, one at a time.
class BlueprintReader {
 public:
  explicit BlueprintReader(TestDesignPool& pool)
      : pool_(pool), translator_(pool, blueprint_.notes) {}

  absl::Status Add(const Row& row) {
    if (row.off) {
      blueprint_.notes.push_back(
          absl::StrCat("constraint ", row.id, " is OFF and left out"));
      return absl::OkStatus();
    }
    const std::string type = absl::AsciiStrToLower(row.type);
    if (type == "number") return AddNumber(row);
    if (type == "sum") return AddSum(row);
    if (type == "order") return AddOrder(row);
    for (const auto& [theirs, ours] : kGroups) {
      if (type == theirs) return AddGroup(row, ours);
    }
    return row.Error(absl::StrCat("TYPE \"", row.type,
                                  "\" is unknown; allowed: Number, Sum, Order, "
                                  "Enemy, Include, Exclude, AllOrNone"));
  }

  absl::StatusOr<TestDesignBlueprint> Finish(const std::string& path) {
    if (blueprint_.scored_items > 0) return std::move(blueprint_);
    return absl::InvalidArgumentError(absl::StrCat(
        path,
        ": no constraint says how many items the test has; needed: one "
        "of TYPE Number, WHAT Item, no CONDITION and LB = UB"));
  }

 private:
  static constexpr std::pair<absl::string_view, absl::string_view> kGroups[] = {
      {"enemy", "enemy"},
      {"include", "include"},
      {"exclude", "exclude"},
      {"allornone", "all_or_none"}};

  const TestDesignNames& NamesOf(const Row& row) const {
    return row.of_stimuli ? pool_.stimulus_names : pool_.item_names;
  }

  absl::Status Push(const Row& row, Constraint constraint) {
    if (!ids_.insert(constraint.id).second) {
      return row.Error(absl::StrCat("the id ", constraint.id, " occurs twice"));
    }
    if (ids_.size() > Blueprint::kMaxConstraints) {
      return row.Error(absl::StrCat("more than ", Blueprint::kMaxConstraints,
                                    " constraints, the most allowed"));
    }
    blueprint_.constraints.push_back(std::move(constraint));
    return absl::OkStatus();
  }

  absl::Status PushCount(const Row& row, const std::string& id,
                         absl::string_view condition) {
    Constraint constraint;
    constraint.id = id;
    constraint.type = row.of_stimuli ? "set_number" : "number";
    constraint.condition = std::string(condition);
    constraint.lower = row.lower;
    constraint.upper = row.upper;
    return Push(row, std::move(constraint));
  }

  absl::Status AddNumber(const Row& row) {
    RETURN_IF_ERROR(CheckCounts(row));
    const std::string condition = absl::AsciiStrToLower(row.condition);
    if (condition == "per stimulus" || condition == "per passage") {
      return AddPerSet(row);
    }
    if (condition.empty()) {
      if (!row.of_stimuli) RETURN_IF_ERROR(SetLength(row));
      return PushCount(row, row.id, "");
    }
    if (NamesOf(row).count(row.condition) > 0) return AddLevels(row);
    ASSIGN_OR_RETURN(const TranslatedCondition translated,
                     translator_.Translate(row, NamesOf(row)));
    return PushCount(row, row.id, translated.condition);
  }

  absl::Status SetLength(const Row& row) {
    if (blueprint_.scored_items > 0) {
      return row.Error("a second constraint on the number of all items");
    }
    if (row.lower != row.upper || *row.lower < 1 ||
        *row.lower > Blueprint::kMaxLength) {
      return row.Error(absl::StrCat(
          "the number of all items is not fixed; allowed: LB = UB from 1 to ",
          Blueprint::kMaxLength));
    }
    blueprint_.scored_items = static_cast<int>(*row.lower);
    return absl::OkStatus();
  }

  absl::Status AddPerSet(const Row& row) {
    if (row.of_stimuli) {
      return row.Error(absl::StrCat("CONDITION \"", row.condition,
                                    "\" is for WHAT Item only"));
    }
    Constraint constraint;
    constraint.id = row.id;
    constraint.type = "per_set";
    constraint.lower = row.lower;
    constraint.upper = row.upper;
    return Push(row, std::move(constraint));
  }

  absl::Status AddLevels(const Row& row) {
    const std::string& name = NamesOf(row).at(row.condition);
    for (const AttributeLevel& level : LevelsOf(pool_.items, name)) {
      Row of_level = row;
      of_level.id = absl::StrCat(row.id, ":", level.value);
      of_level.condition = absl::StrCat(row.condition, " == ", level.literal);
      ASSIGN_OR_RETURN(const TranslatedCondition translated,
                       translator_.Translate(of_level, NamesOf(row)));
      RETURN_IF_ERROR(PushCount(row, of_level.id, translated.condition));
    }
    return absl::OkStatus();
  }

  // The name here of an attribute that the row is about.
  absl::StatusOr<std::string> Attribute(const Row& row,
                                        absl::string_view text) const {
    const auto found = NamesOf(row).find(std::string(text));
    if (found != NamesOf(row).end()) return found->second;
    return row.Error(absl::StrCat("CONDITION: \"", text,
                                  "\" is not an attribute of the ",
                                  row.of_stimuli ? "stimuli" : "items"));
  }

  absl::Status AddSum(const Row& row) {
    if (row.of_stimuli) return RefuseStimuli(row);
    RETURN_IF_ERROR(CheckBounds(row));
    const size_t comma = row.condition.find(',');
    Constraint constraint;
    constraint.id = row.id;
    constraint.type = "sum";
    constraint.lower = row.lower;
    constraint.upper = row.upper;
    ASSIGN_OR_RETURN(
        constraint.attribute,
        Attribute(row, absl::StripAsciiWhitespace(
                           absl::string_view(row.condition).substr(0, comma))));
    TranslatedCondition translated = translator_.All();
    if (comma != std::string::npos) {
      ASSIGN_OR_RETURN(translated,
                       translator_.Translate(row, NamesOf(row), comma + 1));
    }
    for (const Item* item : translated.items) {
      const std::string value = TestDesignValue(*item, constraint.attribute);
      if (ParseNumber(value)) continue;
      return row.Error(absl::StrCat("item ", item->id, ": ",
                                    constraint.attribute, " = \"", value,
                                    "\" is not a number, so there is no sum"));
    }
    constraint.condition = translated.condition;
    return Push(row, std::move(constraint));
  }

  // As sets are given together, an order of stimuli is one of their items.
  absl::Status AddOrder(const Row& row) {
    RETURN_IF_ERROR(CheckNoBounds(row));
    Constraint constraint;
    constraint.id = row.id;
    constraint.type = "order";
    ASSIGN_OR_RETURN(constraint.attribute, Attribute(row, row.condition));
    for (const Item& item : pool_.items) {
      if (!TestDesignValue(item, constraint.attribute).empty()) continue;
      return row.Error(absl::StrCat("item ", item.id, " has no ",
                                    constraint.attribute,
                                    ", by which items are ordered"));
    }
    return Push(row, std::move(constraint));
  }

  absl::Status AddGroup(const Row& row, absl::string_view type) {
    RETURN_IF_ERROR(CheckNoBounds(row));
    if (row.condition.empty()) {
      return row.Error("CONDITION is empty; needed: which ones");
    }
    if (row.of_stimuli && type == "all_or_none") return RefuseStimuli(row);
    ASSIGN_OR_RETURN(const TranslatedCondition translated,
                     translator_.Translate(row, NamesOf(row)));
    if (translated.items.empty()) {
      blueprint_.notes.push_back(
          absl::StrCat("constraint ", row.id, " matches no item"));
    }
    if (row.of_stimuli && type != "exclude") {
      return PushSetGroup(row, type, translated);
    }
    Constraint constraint;
    constraint.id = row.id;
    constraint.type = std::string(type);
    constraint.condition = translated.condition;
    return Push(row, std::move(constraint));
  }

  // Enemies and inclusions of sets, which bound how many of them there are.
  absl::Status PushSetGroup(const Row& row, absl::string_view type,
                            const TranslatedCondition& translated) {
    std::set<absl::string_view> sets;
    for (const Item* item : translated.items) sets.insert(item->item_set);
    Row bounds = row;
    if (type == "enemy") {
      bounds.upper = 1;
    } else {
      bounds.lower = sets.size();
    }
    return PushCount(bounds, row.id, translated.condition);
  }

  static absl::Status RefuseStimuli(const Row& row) {
    return row.Error(absl::StrCat("TYPE ", row.type,
                                  " is not supported for stimuli; allowed: "
                                  "WHAT Item"));
  }

  TestDesignPool& pool_;
  TestDesignBlueprint blueprint_;
  TestDesignTranslator translator_;
  std::set<std::string> ids_;
};

}  // namespace

absl::StatusOr<TestDesignBlueprint> ReadTestDesignConstraints(
    const std::string& path, TestDesignPool& pool) {
  ASSIGN_OR_RETURN(const std::vector<Row> rows, ReadTestDesignRows(path));
  BlueprintReader reader(pool);
  for (const Row& row : rows) RETURN_IF_ERROR(reader.Add(row));
  return reader.Finish(path);
}

}  // namespace adaptest
