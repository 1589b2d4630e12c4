#include "calibration/arrow_matrix.h"

namespace adaptest {

ArrowMatrix::ArrowMatrix(const std::vector<CurveLayout>& curves, int size)
    : curves_(curves), shared_(size, -1), owner_(size, -1), place_(size, 0) {
  for (size_t c = 0; c < curves.size(); ++c) {
    const CurveLayout& curve = curves[c];
    for (int f = 0; f < curve.num_free; ++f) {
      const int j = curve.index[f];
      if (f < curve.num_own) {
        owner_[j] = static_cast<int>(c);
        place_[j] = f;
      } else if (shared_[j] < 0) {
        shared_[j] = static_cast<int>(shared_index_.size());
        shared_index_.push_back(j);
      }
    }
    own_.push_back(Block::Zero(curve.num_own, curve.num_own));
  }
  const int shared = static_cast<int>(shared_index_.size());
  border_ = Eigen::MatrixXd::Zero(shared, shared);
  for (const CurveLayout& curve : curves) {
    cross_.push_back(Block::Zero(curve.num_own, shared));
  }
}

void ArrowMatrix::Add(int curve, int f, int g, double value) {
  if (f > g) std::swap(f, g);
  const CurveLayout& layout = curves_[curve];
  if (g < layout.num_own) {
    own_[curve](f, g) += value;
    if (f != g) own_[curve](g, f) += value;
    return;
  }
  const int to = shared_[layout.index[g]];
  if (f < layout.num_own) {
    cross_[curve](f, to) += value;
    return;
  }
  const int from = shared_[layout.index[f]];
  border_(from, to) += value;
  if (f != g) border_(to, from) += value;
}

void ArrowMatrix::AddDiagonal(int j, double value) {
  if (owner_[j] >= 0) {
    own_[owner_[j]](place_[j], place_[j]) += value;
  } else {
    border_(shared_[j], shared_[j]) += value;
  }
}

void ArrowMatrix::Hold(const std::vector<bool>& held) {
  for (size_t j = 0; j < held.size(); ++j) {
    if (!held[j]) continue;
    if (owner_[j] >= 0) {
      Block& own = own_[owner_[j]];
      own.row(place_[j]).setZero();
      own.col(place_[j]).setZero();
      own(place_[j], place_[j]) = 1;
      if (has_border()) cross_[owner_[j]].row(place_[j]).setZero();
      continue;
    }
    const int s = shared_[j];
    border_.row(s).setZero();
    border_.col(s).setZero();
    border_(s, s) = 1;
    for (Block& cross : cross_) cross.col(s).setZero();
  }
}

bool ArrowMatrix::Factor() {
  Eigen::MatrixXd schur = border_;
  factors_.resize(own_.size());
  solved_cross_.resize(own_.size());
  for (size_t c = 0; c < own_.size(); ++c) {
    if (own_[c].size() == 0) continue;
    factors_[c].compute(own_[c]);
    if (factors_[c].info() != Eigen::Success) return false;
    if (!has_border()) continue;
    solved_cross_[c] = factors_[c].solve(cross_[c]);
    schur.noalias() -= cross_[c].transpose() * solved_cross_[c];
  }
  if (!has_border()) return true;
  border_factor_.compute(schur);
  return border_factor_.info() == Eigen::Success;
}

void ArrowMatrix::SolveInPlace(Eigen::Ref<Eigen::MatrixXd> right) const {
  const int columns = static_cast<int>(right.cols());
  const int shared = static_cast<int>(shared_index_.size());
  if (columns == 0) return;
  Eigen::MatrixXd border(shared, columns);
  for (int s = 0; s < shared; ++s) border.row(s) = right.row(shared_index_[s]);
  std::vector<Block> parts(own_.size());
  for (size_t c = 0; c < own_.size(); ++c) {
    const CurveLayout& curve = curves_[c];
    if (curve.num_own == 0) continue;
    parts[c].resize(curve.num_own, columns);
    for (int f = 0; f < curve.num_own; ++f) {
      parts[c].row(f) = right.row(curve.index[f]);
    }
    if (shared > 0) {
      border.noalias() -= solved_cross_[c].transpose() * parts[c];
    }
    factors_[c].solveInPlace(parts[c]);
  }
  if (shared > 0) border_factor_.solveInPlace(border);
  for (size_t c = 0; c < own_.size(); ++c) {
    const CurveLayout& curve = curves_[c];
    if (curve.num_own == 0) continue;
    if (shared > 0) parts[c].noalias() -= solved_cross_[c] * border;
    for (int f = 0; f < curve.num_own; ++f) {
      right.row(curve.index[f]) = parts[c].row(f);
    }
  }
  for (int s = 0; s < shared; ++s) right.row(shared_index_[s]) = border.row(s);
}

}  // namespace adaptest
