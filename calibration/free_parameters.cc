#include "calibration/free_parameters.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "absl/strings/str_cat.h"
#include "calibration/latent_density.h"
#include "calibration/possible_start.h"
#include "calibration/starting_values.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr ParameterRange kScaleRange = {"sd", "latent standard deviation", 1e-3,
                                        20};
// How far inside its range a parameter stays where its prior density is 0 at
// the end of the range.
constexpr double kMargin = 1e-6;
// Two values of one parameter that differ by less are the same.
constexpr double kSame = 1e-12;

template <class Model>
bool Is(const ResponseModel& model) {
  return std::holds_alternative<Model>(model);
}

FreeParameter MakeParameter(const ParameterRange& range, int curve,
                            double start,
                            absl::Span<const ParameterPrior> priors) {
  FreeParameter parameter{
      std::string(range.name), curve, range.lower, range.upper, start, {}};
  const double margin = kMargin * (range.upper - range.lower);
  for (const ParameterPrior& prior : priors) {
    if (!prior.AppliesTo(range.name)) continue;
    parameter.priors.push_back(prior);
    parameter.is_open_below = !std::isfinite(prior.At(range.lower).value);
    parameter.is_open_above = !std::isfinite(prior.At(range.upper).value);
    if (parameter.is_open_below) parameter.lower += margin;
    if (parameter.is_open_above) parameter.upper -= margin;
  }
  return parameter;
}

}  // namespace

// Which parameters of items are one, and which have a value that is given.
class FreeParametersBuilder {
 public:
  FreeParametersBuilder(const ResponseData& data, const PersonGroups& groups,
                        const ParameterChoice& choice)
      : data_(data), groups_(groups), choice_(choice), starts_(data) {}

  absl::StatusOr<FreeParameters> Build() &&;

 private:
  bool IsIncluded(int item) const {
    return choice_.included.empty() || choice_.included[item];
  }
  size_t Node(int item, int slot) const { return first_node_[item] + slot; }
  size_t Root(size_t node) const {
    while (parent_[node] != node) node = parent_[node];
    return node;
  }
  std::vector<ParameterRange> RangesOf(int item) const {
    return ParametersOf(data_.models[item], data_.NumCategoriesOf(item));
  }

  void AddNodes();
  absl::Status FixAnchors();
  absl::Status Fix(size_t node, double value, absl::string_view what);
  absl::Status Unite(size_t node, size_t other, absl::string_view what);
  absl::Status ApplyModels();
  absl::Status ApplyConstraints();
  void CountUses();
  void AddCurve(int item);
  void AddLatentScale();
  void AddGroups();
  int AddParameter(FreeParameter parameter);

  const ResponseData& data_;
  const PersonGroups& groups_;
  const ParameterChoice& choice_;
  const StartingValues starts_;
  std::vector<size_t> first_node_;            // [item]
  std::vector<size_t> parent_;                // [node]
  std::vector<std::optional<double>> fixed_;  // [node], of roots
  std::vector<int> uses_;                     // [node], of roots
  std::vector<int> x_index_;                  // [node], of roots; -1: none yet
  bool has_anchors_ = false;
  FreeParameters result_;
};

void FreeParametersBuilder::AddNodes() {
  for (int i = 0; i < data_.num_items(); ++i) {
    first_node_.push_back(parent_.size());
    for (const ParameterRange& range : RangesOf(i)) {
      parent_.push_back(parent_.size());
      fixed_.emplace_back();
      if (range.lower == range.upper) fixed_.back() = range.lower;
    }
  }
}

absl::Status FreeParametersBuilder::Fix(size_t node, double value,
                                        absl::string_view what) {
  std::optional<double>& fixed = fixed_[Root(node)];
  if (fixed && std::abs(*fixed - value) > kSame) {
    return absl::InvalidArgumentError(absl::StrCat(
        what, ": the parameter is ", *fixed, " already, not ", value));
  }
  fixed = value;
  return absl::OkStatus();
}

absl::Status FreeParametersBuilder::Unite(size_t node, size_t other,
                                          absl::string_view what) {
  const size_t root = Root(node);
  const size_t joined = Root(other);
  if (root == joined) return absl::OkStatus();
  parent_[joined] = root;
  if (!fixed_[joined]) return absl::OkStatus();
  return Fix(root, *fixed_[joined], what);
}

absl::Status FreeParametersBuilder::FixAnchors() {
  std::map<absl::string_view, const Item*> by_id;
  for (const Item& item : choice_.anchors) by_id[item.id] = &item;
  for (int i = 0; i < data_.num_items(); ++i) {
    const auto found = by_id.find(data_.item_ids[i]);
    if (found == by_id.end()) continue;
    const Item& anchor = *found->second;
    if (anchor.model.index() != data_.models[i].index() ||
        NumCategories(anchor) != data_.NumCategoriesOf(i)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "item ", anchor.id, ": fixed as ", NameOf(anchor.model), " with ",
          NumCategories(anchor), " categories, but the responses have ",
          NameOf(data_.models[i]), " with ", data_.NumCategoriesOf(i)));
    }
    has_anchors_ = true;
    for (size_t s = 0; s < anchor.parameters.size(); ++s) {
      RETURN_IF_ERROR(Fix(Node(i, s), anchor.parameters[s],
                          absl::StrCat("item ", anchor.id)));
    }
  }
  if (has_anchors_ || choice_.anchors.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "none of the ", choice_.anchors.size(),
      " fixed items occurs in the responses: there is no scale to keep"));
}

// One a for all items of 1pl.
absl::Status FreeParametersBuilder::ApplyModels() {
  int first = -1;
  for (int i = 0; i < data_.num_items(); ++i) {
    if (!IsIncluded(i) || !Is<OnePl>(data_.models[i])) continue;
    if (first < 0) first = i;
    RETURN_IF_ERROR(Unite(
        Node(first, 0), Node(i, 0),
        absl::StrCat("item ", data_.item_ids[i], ": one a for all of 1pl")));
  }
  return absl::OkStatus();
}

absl::Status FreeParametersBuilder::ApplyConstraints() {
  for (const ParameterConstraint& constraint : choice_.constraints) {
    ASSIGN_OR_RETURN(const auto places, PlacesOf(constraint, data_));
    const std::string what =
        absl::StrCat("constraint \"", constraint.text, "\"");
    const size_t first = Node(places[0].item, places[0].slot);
    for (const ParameterPlace& place : places) {
      RETURN_IF_ERROR(Unite(first, Node(place.item, place.slot), what));
    }
    if (constraint.value) RETURN_IF_ERROR(Fix(first, *constraint.value, what));
  }
  return absl::OkStatus();
}

void FreeParametersBuilder::CountUses() {
  uses_.assign(parent_.size(), 0);
  x_index_.assign(parent_.size(), -1);
  for (int i = 0; i < data_.num_items(); ++i) {
    if (!IsIncluded(i)) continue;
    const int slots = static_cast<int>(RangesOf(i).size());
    for (int s = 0; s < slots; ++s) ++uses_[Root(Node(i, s))];
  }
}

int FreeParametersBuilder::AddParameter(FreeParameter parameter) {
  result_.parameters.push_back(std::move(parameter));
  return result_.size() - 1;
}

// Own parameters first, then those that others have too.
void FreeParametersBuilder::AddCurve(int item) {
  CurveLayout curve;
  curve.item = item;
  curve.first_row = data_.first_row[item];
  curve.num_rows = data_.NumCategoriesOf(item);
  curve.model = data_.models[item];
  const auto ranges = RangesOf(item);
  const auto priors = choice_.priors.For(data_.item_ids[item], curve.model);
  const std::vector<double> start = starts_.Of(item);
  curve.num_parameters = static_cast<int>(ranges.size());
  curve.fixed[kLatentScale] = 1;
  const int own = static_cast<int>(result_.curves.size());
  for (const bool shared : {false, true}) {
    for (int s = 0; s < curve.num_parameters; ++s) {
      const size_t root = Root(Node(item, s));
      if (fixed_[root]) curve.fixed[s] = *fixed_[root];
      if (fixed_[root] || (uses_[root] > 1) != shared) continue;
      if (x_index_[root] < 0) {
        x_index_[root] = AddParameter(
            MakeParameter(ranges[s], shared ? -1 : own, start[s], priors));
      }
      curve.AddFree(s, x_index_[root]);
    }
    if (!shared) curve.num_own = curve.num_free;
  }
  result_.curves.push_back(std::move(curve));
}

void FreeParametersBuilder::AddLatentScale() {
  const bool is_free =
      !has_anchors_ && std::any_of(result_.curves.begin(), result_.curves.end(),
                                   [](const CurveLayout& curve) {
                                     return Is<Rasch>(curve.model) ||
                                            Is<PartialCredit>(curve.model);
                                   });
  if (!is_free) return;
  result_.latent_scale = AddParameter(MakeParameter(kScaleRange, -1, 1, {}));
  for (CurveLayout& curve : result_.curves) {
    curve.AddFree(kLatentScale, result_.latent_scale);
  }
}

void FreeParametersBuilder::AddGroups() {
  for (int g = 0; g < groups_.size(); ++g) {
    CurveLayout curve;
    curve.group = g;
    curve.first_row = data_.num_rows() + g;
    curve.num_rows = 1;
    curve.num_parameters = 2;
    curve.fixed[1] = 1;
    const int own = static_cast<int>(result_.curves.size());
    if ((g > 0 || has_anchors_) && !choice_.density_is_given) {
      for (int s = 0; s < 2; ++s) {
        curve.AddFree(s, AddParameter(MakeParameter(
                             LatentDensity::kParameters[s], own, s, {})));
      }
    }
    curve.num_own = curve.num_free;
    result_.curves.push_back(std::move(curve));
  }
}

absl::StatusOr<FreeParameters> FreeParametersBuilder::Build() && {
  AddNodes();
  RETURN_IF_ERROR(FixAnchors());
  RETURN_IF_ERROR(ApplyModels());
  RETURN_IF_ERROR(ApplyConstraints());
  CountUses();
  for (int i = 0; i < data_.num_items(); ++i) {
    if (IsIncluded(i)) AddCurve(i);
  }
  result_.num_items_ = static_cast<int>(result_.curves.size());
  AddLatentScale();
  AddGroups();
  return std::move(result_);
}

absl::StatusOr<FreeParameters> FreeParameters::Make(
    const ResponseData& data, const PersonGroups& groups,
    const ParameterChoice& choice) {
  ASSIGN_OR_RETURN(FreeParameters parameters,
                   FreeParametersBuilder(data, groups, choice).Build());
  RETURN_IF_ERROR(MakeStartPossible(data, parameters));
  return parameters;
}

double FreeParameters::LogPrior(absl::Span<const double> x,
                                std::vector<double>* slope,
                                std::vector<double>* curvature) const {
  double sum = 0;
  for (int j = 0; j < size(); ++j) {
    for (const ParameterPrior& prior : parameters[j].priors) {
      const ParameterPrior::LogDensity density = prior.At(x[j]);
      sum += density.value;
      if (slope) (*slope)[j] += density.slope;
      if (curvature) (*curvature)[j] += density.curvature;
    }
  }
  return sum;
}

std::vector<double> FreeParameters::Start() const {
  std::vector<double> start;
  for (const FreeParameter& p : parameters) {
    start.push_back(std::clamp(p.start, p.lower, p.upper));
  }
  return start;
}

double FreeParameters::LatentMean(absl::Span<const double> x, int group) const {
  return LatentScale(x) * curves[num_items_ + group].SlotsAt(x)[0];
}

double FreeParameters::LatentSd(absl::Span<const double> x, int group) const {
  return LatentScale(x) * curves[num_items_ + group].SlotsAt(x)[1];
}

}  // namespace adaptest
